/** The rules of the files beside the job files: volume specifications. */
import type { Rule } from './rule';
import { volumeCapability } from './spec/volume-capability';
import { volumeCapacity } from './spec/volume-capacity';
import { volumeConstraint } from './spec/volume-constraint';
import { volumeNoEffect } from './spec/volume-no-effect';

export const otherFileRules: readonly Rule[] = [volumeCapability, volumeCapacity, volumeConstraint, volumeNoEffect];
