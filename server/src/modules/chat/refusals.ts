// Every "no" of this module, with the words a person reads.

import { refusing, type RefusalTable } from '@sycee/kit';

export const chatRefusals = {
  'chat.person_not_found': {
    kind: 'not_found',
    en: 'There is nobody to add under this number or code.',
    zh: '未找到可添加的用户，请核对手机号或二维码。',
  },
  'chat.person_is_self': {
    kind: 'conflict',
    en: 'This is you. Add somebody else.',
    zh: '不能添加自己。',
  },
  'chat.already_a_contact': {
    kind: 'conflict',
    en: 'You are contacts already. Open the chat and write.',
    zh: '你们已经是好友，可以直接聊天。',
  },
  'chat.request_not_found': {
    kind: 'not_found',
    en: 'There is no such request waiting. It may have been answered or withdrawn.',
    zh: '没有找到待处理的好友申请，可能已被处理或撤回。',
  },
  'chat.request_limit_reached': {
    kind: 'too_many',
    en: 'Too many requests today. Try again tomorrow.',
    zh: '今日好友申请次数过多，请明天再试。',
  },
  'chat.not_a_contact': {
    kind: 'forbidden',
    en: 'You are not contacts. Send a request first.',
    zh: '对方不是您的好友，请先发送好友申请。',
  },
  'chat.not_received': {
    kind: 'forbidden',
    en: 'The message was not delivered: the other person does not receive messages from you.',
    zh: '消息未送达：对方未接收您的消息。',
  },
  'chat.name_invalid': {
    kind: 'invalid',
    en: 'A name has 1 to {characters_max} visible characters.',
    zh: '名称须为 1 至 {characters_max} 个可见字符。',
  },
  'chat.text_invalid': {
    kind: 'invalid',
    en: 'A message has 1 to {characters_max} characters and no control signs.',
    zh: '消息须为 1 至 {characters_max} 个字符，且不能包含控制字符。',
  },
  'chat.conversation_not_found': {
    kind: 'not_found',
    en: 'You are in no such conversation.',
    zh: '未找到该会话。',
  },
  'chat.group_needed': {
    kind: 'conflict',
    en: 'This can only be done in a group.',
    zh: '该操作仅适用于群聊。',
  },
  'chat.group_full': {
    kind: 'conflict',
    en: 'A group has at most {members_max} members.',
    zh: '群成员最多 {members_max} 人。',
  },
  'chat.not_allowed': {
    kind: 'forbidden',
    en: 'Only the owner and the admins of the group can do this.',
    zh: '仅群主和管理员可进行此操作。',
  },
  'chat.owner_needed': {
    kind: 'forbidden',
    en: 'Only the owner of the group can do this.',
    zh: '仅群主可进行此操作。',
  },
  'chat.owner_stays': {
    kind: 'conflict',
    en: 'Hand the group over to somebody else first.',
    zh: '请先转让群主，再退出群聊。',
  },
  'chat.member_not_found': {
    kind: 'not_found',
    en: 'This person is not in the group.',
    zh: '该用户不在群聊中。',
  },
  'chat.invite_invalid': {
    kind: 'not_found',
    en: 'This invitation is not valid any more. Ask for a new one.',
    zh: '邀请已失效，请重新获取。',
  },
  'chat.message_not_found': {
    kind: 'not_found',
    en: 'There is no such message of yours.',
    zh: '未找到您的该条消息。',
  },
  'chat.recall_too_late': {
    kind: 'conflict',
    en: 'A message can be recalled for {minutes} minutes only.',
    zh: '消息发送超过 {minutes} 分钟，无法撤回。',
  },
  'chat.file_too_large': {
    kind: 'invalid',
    en: 'A picture or file has at most {megabytes_max} MB. Send a smaller one.',
    zh: '图片或文件最大 {megabytes_max} MB，请压缩后再发送。',
  },
  'chat.image_invalid': {
    kind: 'invalid',
    en: 'This is no picture that can be shown (JPEG, PNG, WebP or GIF). Send it as a file instead.',
    zh: '无法识别该图片（支持 JPEG、PNG、WebP、GIF），可改为以文件形式发送。',
  },
  'chat.attachment_not_found': {
    kind: 'not_found',
    en: 'There is no such picture or file for you. It may have been recalled or sent already.',
    zh: '未找到该图片或文件，可能已被撤回或已发送。',
  },
  'chat.message_changed': {
    kind: 'conflict',
    en: 'Under this client id another message was sent. Make a new one for each message.',
    zh: '该客户端编号已用于另一条消息，请为每条消息使用新的编号。',
  },
} as const satisfies RefusalTable;

export type ChatRefusalCode = keyof typeof chatRefusals;

export const refuse = refusing<ChatRefusalCode>(chatRefusals);
