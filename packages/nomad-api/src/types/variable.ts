/** Variables that Nomad keeps for jobs. */

/** A variable without its items (api/variables.go `VariableMetadata`). */
export interface VariableStub {
  readonly Namespace: string;
  readonly Path: string;
  readonly CreateIndex: number;
  readonly ModifyIndex: number;
  readonly CreateTime?: number;
  readonly ModifyTime?: number;
}

/** A variable of Nomad. Its items are secrets. */
export interface Variable extends VariableStub {
  readonly Items: Readonly<Record<string, string>>;
}
