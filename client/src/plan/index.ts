/** Plans made readable. Pure: no editor, no network. */
export { type PlanDocument, type PlanFacts, planDocument } from './document';
export type { Mark, MarkedText, MarkKind } from './lines';
export { createLocator } from './locate';
export { explainPlacements, firstReason, type Locate, type PlacementFailure, type Reason } from './placement';
export { countChanges, type ScaledCount, scaledAmong, scaledText } from './scaled-counts';
export { DOTS, isSecretName, maskText } from './secrets';
export { backwards, versionChanges } from './version-changes';
