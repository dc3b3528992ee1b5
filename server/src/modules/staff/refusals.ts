// Every "no" of this room, with the words one of the staff reads.

import { refusing, type RefusalTable } from '@sycee/kit';

export const staffRefusals = {
  'staff.case_not_found': {
    kind: 'not_found',
    en: 'There is no such case.',
    zh: '没有该项待审事项。',
  },
  'staff.case_moved_on': {
    kind: 'conflict',
    en: 'Somebody else was faster, or the person took it back. Look at the case again.',
    zh: '该事项已由他人处理或已撤回，请重新查看。',
  },
  'staff.own_proposal': {
    kind: 'forbidden',
    en: 'You proposed this. Another person has to decide it.',
    zh: '该意见由您本人提出，须由另一人复核决定。',
  },
  'staff.picture_not_found': {
    kind: 'not_found',
    en: 'This case has no such picture, or the picture was deleted.',
    zh: '该事项没有此图片，或图片已删除。',
  },
} as const satisfies RefusalTable;

export type StaffRefusalCode = keyof typeof staffRefusals;

export const refuse = refusing<StaffRefusalCode>(staffRefusals);
