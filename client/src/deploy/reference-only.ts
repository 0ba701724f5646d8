/** Job files that are kept to be read and never to be run: the same that the language server marks. */
export { isReferenceOnly } from '../../../server/src/reference-only';
