/** Everything the language server asks about job files, behind one door: what `lsp/language.ts` loads when it is needed. */
export { formatEdits, parse } from '@hcl/parser';
export { analyze } from './analysis';
export { complete } from './features/completion';
export { definition, references } from './features/definition';
export { documentSymbols } from './features/document-symbols';
export { folds } from './features/folding';
export { formatOnType } from './features/format-on-type';
export { hover } from './features/hover';
export { insertStorage } from './features/insert-storage';
export { rename, renameRange } from './features/rename';
export { signatureHelp } from './features/signature-help';
export { editBetween, fixAll } from './fix-all';
export { toApiJob } from './job/to-api';
export { isArchived } from './policy-paths';
export { defaultSettings } from './settings';
export { workspaceProblems } from './workspace/problems';
export { createIndex, rememberedFacts } from './workspace/workspace-index';
