// Stands in for @vscode/spdlog, whose native half needs a compiler. VS Code
// writes its logs and every output channel of an extension through it; without
// one, output channels stay empty. No rotation: a run is short.
const fs = require('node:fs');
const path = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 2;
    this.prefix = (level) => `${new Date().toISOString().replace('T', ' ').slice(0, -1)} [${names[level]}] `;
    this.suffix = '\n';
  }
  write(level, message) {
    if (level >= this.level) fs.appendFileSync(this.file, this.prefix(level) + message + this.suffix);
  }
  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {}
  clearFormatters() {
    this.prefix = () => '';
    this.suffix = '';
  }
  setAsyncMode() {}
  flush() {}
  drop() {}
}

async function createLogger(name, file) {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  await fs.promises.appendFile(file, '');
  return new Logger('rotating', name, file);
}

// Assigned one by one: that is the form whose names an ES module's import() can see.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
