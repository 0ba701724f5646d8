/** `nomad-jobs` as a process: what stands in cli.ts, from its compiled form. */
import { load } from './code-cache';

load('commands.js');
