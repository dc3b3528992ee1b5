// What a rule says about a place in the tree, and what a rule is.

import type { Project } from './project.ts';

export type Finding = {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  /** What is wrong, and what to do instead. */
  readonly message: string;
};

/** A rule looks at the whole project and answers what it finds; it reads nothing else. */
export type Rule = (project: Project) => Finding[];
