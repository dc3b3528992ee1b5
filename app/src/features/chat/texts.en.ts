// English words of chat.

export const chatEn = {
  title: 'Chats',
  people: 'You and money',
  nobody: 'Nobody here yet',
  nobody_why: 'People you send money to, or who send some to you, appear here.',
  by_phone: 'Send to a phone number',
  by_phone_why: 'To anybody who banks here',
  last_paid: 'Last payment {{when}}',
  what_this_is: 'This is where you and the people you pay meet. Tap a name to send money.',
} as const;
