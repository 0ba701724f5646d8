/**
 * A value that is worked out when it is first asked for; what it is made from can be forgotten then. Classes have such
 * values behind their accessors. An accessor in an object literal would do, but V8 keeps it with the shape of the object:
 * that outlives the object, and so does everything that the accessor closes over.
 */
export class Lazy<T> {
  #make: (() => T) | undefined;
  #value: T | undefined;

  constructor(make: () => T) {
    this.#make = make;
  }

  /** When making it throws, the next who asks tries again. */
  get value(): T {
    if (this.#make) {
      this.#value = this.#make();
      this.#make = undefined;
    }
    return this.#value as T;
  }
}
