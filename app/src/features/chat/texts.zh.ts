// Chinese words of chat.

import type { chatEn } from './texts.en.ts';

export const chatZh: Record<keyof typeof chatEn, string> = {
  title: '聊天',
  people: '往来联系人',
  nobody: '这里还没有人',
  nobody_why: '您转账过的人，或给您转账的人，会出现在这里。',
  by_phone: '转账到手机号',
  by_phone_why: '对方是本行客户即可',
  last_paid: '最近往来 {{when}}',
  what_this_is: '您与往来联系人在此相聚。点按姓名即可转账。',
};
