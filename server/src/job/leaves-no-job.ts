/** After which mistakes there is no job: those of Nomad's parser. What only its validator refuses is sent, and refused. */
import type { Finding } from '../problem';

/** Whether an error means that Nomad's parser gives no job at all. */
export const leavesNoJob = (id: string, { noJob }: Finding): boolean => noJob === true || ofParser.test(id);

const ofParser =
  /^(?:syntax|expression|reference|variable)\/|^schema\/(?:type|duration|unknown-|too-many-blocks)|^structure\/(?:label-count|wrong-level|missing-job|multiple-jobs|terraform-block)/;
