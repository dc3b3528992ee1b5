// Views, calls and routes of the bank, generated from docs/reference/openapi.json by
// `npm run docs:generate`. Do not edit; change the schema of the route instead.

import type { Id, WireMoney } from '@sycee/kit';
import type { Call, Route } from './call.ts';

export type Account = {
  id: Id<'acct'>;
  /** In groups of four. */
  number: string;
  name: string | null;
  class: 'II' | 'III';
  /** Of class II, but a need of it fell away: it sends as class III does. */
  limited: boolean;
  /** The account that is meant when none is named. */
  is_main: boolean;
  status: 'open' | 'closed';
  currency: 'CNY';
  balance: WireMoney;
  available: WireMoney;
  held_out: WireMoney;
  held_in: WireMoney;
  limits: {
    outgoing_day: {
      limit: WireMoney;
      used: WireMoney;
      left: WireMoney;
      /** When it is whole again. */
      resets_at: string;
    };
    outgoing_year: {
      limit: WireMoney;
      used: WireMoney;
      left: WireMoney;
      /** When it is whole again. */
      resets_at: string;
    };
    balance_max: WireMoney | null;
    balance_left: WireMoney | null;
  };
  /** RFC 3339 instant in UTC. */
  opened_at: string;
  /** RFC 3339 instant in UTC. */
  as_of: string;
};

export type AccountMove = {
  id: Id<'move'>;
  from_account_id: Id<'acct'>;
  to_account_id: Id<'acct'>;
  amount: WireMoney;
  /** RFC 3339 instant in UTC. */
  moved_at: string;
};

export type AccountUpgrade = {
  account_id: Id<'acct'>;
  class: 'II' | 'III';
  limited: boolean;
  /** Raised when the last need is met; false for one kept at class III on purpose. */
  by_itself: boolean;
  /** What class II needs; `presence`: an enrolled face or an approved review. */
  needs: {
    need: 'identity' | 'pin' | 'card' | 'presence';
    met: boolean;
  }[];
  as_is: {
    outgoing_day: WireMoney;
    outgoing_year: WireMoney;
    balance_max: WireMoney | null;
  };
  raised: {
    outgoing_day: WireMoney;
    outgoing_year: WireMoney;
    balance_max: WireMoney | null;
  };
  /** What an account kept at class III may do. */
  small: {
    outgoing_day: WireMoney;
    outgoing_year: WireMoney;
    balance_max: WireMoney | null;
  };
};

export type Accounts = {
  items: Account[];
};

export type Biometrics = {
  items: {
    kind: 'face' | 'voice';
    /** RFC 3339 instant in UTC. */
    enrolled_at: string;
  }[];
  /** Whether a first enrolment needs a PIN proof, or a verification just before; replacing one always does. */
  enrolment_needs_proof: boolean;
};

export type Card = {
  id: Id<'card'>;
  bank_name: string;
  card_type: 'debit';
  last4: string;
  /** RFC 3339 instant in UTC. */
  bound_at: string;
  is_default: boolean;
};

export type CardBin = {
  bank_name: string;
  card_type: 'debit';
};

export type CardVerification = {
  verification_id: Id<'cv'>;
  /** RFC 3339 instant in UTC. */
  expires_at: string;
  bank_name: string;
  card_last4: string;
  phone_masked: string;
};

export type Cards = {
  items: Card[];
};

export type ChatAttachment = {
  id: Id<'file'>;
  kind: 'image' | 'file';
  media_type: string;
  name: string;
  bytes: number;
  width: number | null;
  height: number | null;
  has_thumbnail: boolean;
};

export type ChatCard = {
  me: ChatPerson;
  /** What the personal QR code holds. */
  card: string;
};

export type ChatEntries = {
  items: ChatEntry[];
};

export type ChatEntry = {
  /** A number in the log of a conversation; the log has no gaps. */
  seq: string;
  kind: 'text' | 'image' | 'file' | 'recall' | 'joined' | 'left' | 'renamed' | 'announced' | 'role';
  author_id: Id<'party'>;
  client_id: string | null;
  text: string | null;
  about_seq: string | null;
  about_ids: Id<'party'>[];
  /** RFC 3339 instant in UTC. */
  said_at: string;
  recalled_at: string | null;
  attachment: ChatAttachment | null;
};

export type ChatMember = {
  person: ChatPerson;
  role: 'owner' | 'admin' | 'member';
};

export type ChatMembers = {
  items: ChatMember[];
};

export type ChatPeople = {
  items: ChatPerson[];
};

export type ChatPerson = {
  party_id: Id<'party'>;
  /** One's own remark, else the nickname or masked name. */
  name: string;
  nickname: string;
  is_contact: boolean;
};

export type Clock = {
  /** RFC 3339 instant in UTC. */
  now: string;
  /** A day of the bank's calendar. */
  business_date: string;
  movable: boolean;
};

export type Closed = {
  /** RFC 3339 instant in UTC. */
  closed_at: string;
  deleted: string[];
  kept: Kept[];
};

export type ClosingPreview = {
  deletes: string[];
  keeps: Kept[];
  obstacles: {
    code: string;
    text: string;
  }[];
};

export type Consent = {
  purpose: 'terms_of_use' | 'personal_data' | 'biometrics_face' | 'biometrics_voice' | 'credit_data' | 'marketing';
  /** Outdated: agreed once, but to words that no longer count. */
  state: 'given' | 'outdated' | 'withdrawn' | 'never_given';
  current_version: number;
  last: ConsentReceipt | null;
};

export type ConsentPurpose = {
  purpose: 'terms_of_use' | 'personal_data' | 'biometrics_face' | 'biometrics_voice' | 'credit_data' | 'marketing';
  version: number;
  /** A day of the bank's calendar. */
  effective_from: string;
  /** Asked for separately, each on its own. */
  is_sensitive: boolean;
  /** Taking it back means closing the account. */
  is_base_of_account: boolean;
  title: string;
  what: string;
  why: string;
  how_long: string;
  with_whom: string;
  /** SHA-256 of the words, in hexadecimal digits. */
  text_hash: string;
};

export type ConsentPurposes = {
  items: ConsentPurpose[];
};

export type ConsentReceipt = {
  id: Id<'cons'>;
  purpose: 'terms_of_use' | 'personal_data' | 'biometrics_face' | 'biometrics_voice' | 'credit_data' | 'marketing';
  version: number;
  decision: 'given' | 'withdrawn';
  /** RFC 3339 instant in UTC. */
  decided_at: string;
  /** SHA-256 of the words, in hexadecimal digits. */
  text_hash: string;
  session_id: Id<'sess'> | null;
};

export type ConsentReceipts = {
  items: ConsentReceipt[];
};

export type Consents = {
  items: Consent[];
};

export type Contact = {
  party_id: Id<'party'>;
  name: string;
  name_masked: string;
  phone_masked: string;
  /** RFC 3339 instant in UTC. */
  last_paid_at: string;
};

export type ContactRequest = {
  id: Id<'creq'>;
  direction: 'in' | 'out';
  person: ChatPerson;
  hello: string;
  state: 'waiting' | 'accepted' | 'declined' | 'withdrawn';
  /** RFC 3339 instant in UTC. */
  asked_at: string;
};

export type ContactRequests = {
  items: ContactRequest[];
};

export type Contacts = {
  items: Contact[];
};

export type Conversation = {
  id: Id<'conv'>;
  kind: 'direct' | 'group';
  /** Of the group, or of the other person. */
  name: string;
  announcement: string | null;
  other: ChatPerson | null;
  member_count: number;
  role: 'owner' | 'admin' | 'member';
  muted: boolean;
  pinned: boolean;
  /** A number in the log of a conversation; the log has no gaps. */
  last_seq: string;
  /** RFC 3339 instant in UTC. */
  last_at: string;
  last_entry: ChatEntry | null;
  /** A number in the log of a conversation; the log has no gaps. */
  read_seq: string;
  other_read_seq: string | null;
  /** Texts of others, counted up to 100. */
  unread: number;
};

export type Conversations = {
  items: Conversation[];
};

export type FaceChallenge = {
  challenge_id: Id<'chal'>;
  prompts: ('turn_left' | 'turn_right' | 'look_up' | 'open_mouth')[];
  /** RFC 3339 instant in UTC. */
  expires_at: string;
};

export type FoundMessages = {
  items: {
    conversation_id: Id<'conv'>;
    entry: ChatEntry;
  }[];
};

export type FreezeAnswer = {
  /** RFC 3339 instant in UTC. */
  received_at: string;
};

export type FreezeChallenge = {
  challenge_id: Id<'frz'>;
  prompts: ('turn_left' | 'turn_right' | 'look_up' | 'open_mouth')[];
  /** RFC 3339 instant in UTC. */
  expires_at: string;
};

export type GroupInvite = {
  invite: string;
  /** RFC 3339 instant in UTC. */
  expires_at: string;
};

export type Hold = {
  transfer_id: Id<'transfer'>;
  amount: WireMoney;
  direction: 'in' | 'out';
  description: string;
  order_id: string | null;
  /** RFC 3339 instant in UTC. */
  created_at: string;
};

export type Holds = {
  items: Hold[];
};

export type IdDocument = {
  id: Id<'doc'>;
  /** RFC 3339 instant in UTC. */
  taken_at: string;
  has_back: boolean;
  /** None of them stands in the way: what was not read is typed. */
  reading: 'read' | 'unreadable' | 'unavailable';
  /** To be confirmed by the customer; nothing in the bank believes them. */
  suggestions: {
    name: string | null;
    id_number: string | null;
    valid_until: string | null;
  };
};

export type Joining = {
  steps: {
    step: 'phone' | 'consents' | 'document' | 'identity' | 'card' | 'voice' | 'face' | 'pin' | 'passkey' | 'account';
    state: 'done' | 'open' | 'skipped' | 'waiting_for_review';
    /** Whether it may be put off. */
    optional: boolean;
  }[];
  /** The first step that is open; null when nothing is. */
  next: 'phone' | 'consents' | 'document' | 'identity' | 'card' | 'voice' | 'face' | 'pin' | 'passkey' | 'account' | null;
};

export type Kept = {
  what: string;
  why: string;
  /** A day of the bank's calendar. */
  until: string;
};

export type Me = {
  id: Id<'party'>;
  /** Masked. */
  phone: string;
  phone_full: string;
  name: string | null;
  name_masked: string | null;
  id_number_masked: string | null;
  state: 'identity_needed' | 'pin_needed' | 'active' | 'closed';
  pin_set: boolean;
  language: 'en' | 'zh';
  /** RFC 3339 instant in UTC. */
  created_at: string;
  /** Since when nothing may leave or change; null: it is not frozen. */
  frozen_at: string | null;
  /** Until then little money leaves, after a recovery; it may have passed. */
  cooling_off_until: string | null;
};

export type Month = {
  month: string;
  in: WireMoney;
  out: WireMoney;
  count: number;
  by_kind: {
    kind: 'top_up' | 'withdrawal' | 'transfer';
    direction: 'in' | 'out';
    amount: WireMoney;
    count: number;
  }[];
  by_day: {
    /** A day of the bank's calendar. */
    date: string;
    in: WireMoney;
    out: WireMoney;
  }[];
  previous: {
    month: string;
    in: WireMoney;
    out: WireMoney;
  };
};

export type MyIdDocument = {
  document: IdDocument | null;
};

export type NameCorrection = {
  id: Id<'corr'>;
  name: string;
  reason: string;
  state: 'waiting' | 'approved' | 'rejected';
  /** RFC 3339 instant in UTC. */
  asked_at: string;
};

export type NameCorrections = {
  items: NameCorrection[];
};

export type Notice = {
  id: Id<'note'>;
  kind: 'signed_in' | 'pin_changed' | 'pin_reset' | 'passkey_added' | 'passkey_removed' | 'biometric_enrolled' | 'biometric_forgotten' | 'phone_changed' | 'frozen' | 'unfrozen' | 'recovered' | 'data_exported' | 'review_ended';
  /** RFC 3339 instant in UTC. */
  at: string;
  device_name: string | null;
  read: boolean;
};

export type Notices = {
  items: Notice[];
  unread: number;
};

export type Order = {
  id: Id<'pay'>;
  kind: 'top_up' | 'withdrawal' | 'transfer';
  direction: 'in' | 'out';
  amount: WireMoney;
  fee: WireMoney;
  state: 'processing' | 'awaiting_acceptance' | 'succeeded' | 'failed' | 'returned' | 'expired';
  counterparty: {
    /** A person or a bank. A payee is masked until the money has arrived. */
    name: string;
    phone_masked: string | null;
    bank_name: string | null;
    card_last4: string | null;
    party_id: Id<'party'> | null;
  };
  /** Which of one’s own accounts; null in orders of when there was but one. */
  account_id: Id<'acct'> | null;
  note: string | null;
  arrival: 'instant' | 'on_acceptance' | null;
  /** RFC 3339 instant in UTC. */
  created_at: string;
  settled_at: string | null;
  expires_at: string | null;
  /** What to know while the order is processing; null when all is as usual. */
  notice: {
    code: string;
    text: string;
  } | null;
  failure: {
    code: string;
    text: string;
  } | null;
  timeline: {
    state: 'processing' | 'awaiting_acceptance' | 'succeeded' | 'failed' | 'returned' | 'expired';
    /** RFC 3339 instant in UTC. */
    at: string;
  }[];
  can_accept: boolean;
  can_return: boolean;
};

export type Passkey = {
  id: Id<'pkey'>;
  name: string;
  /** RFC 3339 instant in UTC. */
  created_at: string;
  last_used_at: string | null;
  /** Copied by its maker to the owner's other devices. */
  synced: boolean;
  /** From when on it confirms anything: later, when it was added on a new device. */
  counts_from: string;
  /** Since when there may be a copy of it; it confirms nothing any more. */
  suspended_at: string | null;
};

export type PasskeyChallenge = {
  challenge_id: Id<'pkc'>;
  options: Record<string, unknown>;
  /** RFC 3339 instant in UTC. */
  expires_at: string;
};

export type PasskeyConfirmation = {
  id: string;
  rawId: string;
  type: 'public-key';
  authenticatorAttachment?: 'platform' | 'cross-platform';
  clientExtensionResults: Record<string, unknown>;
  response: {
    clientDataJSON: string;
    authenticatorData: string;
    signature: string;
    userHandle?: string;
  };
};

export type PasskeyQuestion = {
  challenge_id: Id<'pkc'>;
  options: Record<string, unknown>;
  /** RFC 3339 instant in UTC. */
  expires_at: string;
};

export type PasskeyRegistration = {
  id: string;
  rawId: string;
  type: 'public-key';
  authenticatorAttachment?: 'platform' | 'cross-platform';
  clientExtensionResults: Record<string, unknown>;
  response: {
    clientDataJSON: string;
    attestationObject: string;
    authenticatorData?: string;
    transports?: string[];
    publicKeyAlgorithm?: number;
    publicKey?: string;
  };
};

export type Passkeys = {
  items: Passkey[];
};

export type Payee = {
  party_id: Id<'party'>;
  name_masked: string;
  phone_masked: string;
};

export type PinProof = {
  proof: string;
  /** RFC 3339 instant in UTC. */
  expires_at: string;
};

export type ReadPosition = {
  /** A number in the log of a conversation; the log has no gaps. */
  read_seq: string;
};

export type Recovery = {
  recovery_id: Id<'rcv'>;
  prompts: ('turn_left' | 'turn_right' | 'look_up' | 'open_mouth')[];
  /** RFC 3339 instant in UTC. */
  expires_at: string;
};

export type Review = {
  id: Id<'case'>;
  kind: 'identity_document' | 'face' | 'voice';
  state: 'waiting' | 'approved' | 'rejected' | 'withdrawn';
  note: string | null;
  /** RFC 3339 instant in UTC. */
  asked_at: string;
  decided_at: string | null;
};

export type Reviews = {
  items: Review[];
};

export type SentCode = {
  /** RFC 3339 instant in UTC. */
  expires_at: string;
  /** RFC 3339 instant in UTC. */
  resend_at: string;
  digits: number;
};

export type Session = {
  id: Id<'sess'>;
  device_name: string;
  platform: string;
  /** RFC 3339 instant in UTC. */
  created_at: string;
  /** RFC 3339 instant in UTC. */
  last_seen_at: string;
  /** Whether it is the session that asks. */
  current: boolean;
};

export type Sessions = {
  items: Session[];
};

export type SignedIn = {
  session_token: string;
  device_secret: string;
  session: Session;
  me: Me;
};

export type StaffAction = {
  staff_id: Id<'staff'>;
  name: string;
  key_id: Id<'skey'>;
  operation: string;
  target: string | null;
  /** `done`, or the code of the refusal. */
  outcome: string;
  request_id: string;
  /** RFC 3339 instant in UTC. */
  acted_at: string;
};

export type StaffCase = {
  id: Id<'case'>;
  kind: 'identity_document' | 'face' | 'voice' | 'name_correction' | 'watch_list' | 'duplicate_person';
  party_id: Id<'party'>;
  state: 'open' | 'proposed' | 'decided' | 'withdrawn';
  /** RFC 3339 instant in UTC. */
  opened_at: string;
  ended_at: string | null;
  proposal: {
    id: Id<'step'>;
    proposed_by: Id<'staff'>;
    outcome: 'approved' | 'rejected';
  } | null;
  decided_by: Id<'staff'> | null;
  you_may: 'propose' | 'decide' | null;
};

export type StaffCaseDetail = {
  case: StaffCase;
  evidence: {
    name: string;
    value: string;
  }[];
  /** Names of pictures, to be fetched one by one; every look is written down. */
  pictures: string[];
  steps: {
    id: Id<'step'>;
    kind: 'proposed' | 'agreed' | 'disagreed';
    by: {
      id: Id<'staff'>;
      name: string;
    };
    outcome: 'approved' | 'rejected';
    reason: string | null;
    /** RFC 3339 instant in UTC. */
    made_at: string;
  }[];
};

export type StaffMe = {
  id: Id<'staff'>;
  name: string;
  roles: ('reviewer' | 'auditor')[];
};

export type StaffMember = {
  id: Id<'staff'>;
  name: string;
  roles: ('reviewer' | 'auditor')[];
  /** RFC 3339 instant in UTC. */
  added_at: string;
  keys: {
    id: Id<'skey'>;
    /** RFC 3339 instant in UTC. */
    made_at: string;
    last_used_at: string | null;
    revoked_at: string | null;
  }[];
};

export type StaffMembers = {
  items: StaffMember[];
};

export type Statement = {
  account_id: Id<'acct'>;
  /** A day of the bank's calendar. */
  from: string;
  /** A day of the bank's calendar. */
  to: string;
  opening: WireMoney;
  closing: WireMoney;
  total_in: WireMoney;
  total_out: WireMoney;
  items: StatementLine[];
  next: string | null;
};

export type StatementLine = {
  id: Id<'transfer'>;
  /** RFC 3339 instant in UTC. */
  at: string;
  direction: 'in' | 'out';
  amount: WireMoney;
  balance_after: WireMoney;
  kind: 'top_up' | 'withdrawal' | 'withdrawal_fee' | 'transfer' | 'own_transfer' | 'other';
  counterparty: string | null;
  note: string | null;
  order_id: string | null;
};

export type StepUp = {
  id: Id<'step'>;
  action: 'transfer' | 'withdrawal' | 'phone_change' | 'pin_reset' | 'passkey_add' | 'passkey_removal' | 'biometric_enrolment' | 'unfreeze';
  reasons: ('always' | 'pin_reset' | 'phone_changed' | 'new_device' | 'new_payee' | 'unusual_hour' | 'day_sum')[];
  /** What counts here and now, best first. */
  methods: ('passkey' | 'face' | 'voice')[];
  /** RFC 3339 instant in UTC. */
  expires_at: string;
};

export type StepUpToken = {
  token: string;
  /** RFC 3339 instant in UTC. */
  expires_at: string;
};

export type VoiceChallenge = {
  challenge_id: Id<'chal'>;
  /** What to say, a recording for each. */
  phrases: string[];
  language: 'en' | 'zh';
  /** RFC 3339 instant in UTC. */
  expires_at: string;
};

export type WithdrawalQuote = {
  amount: WireMoney;
  fee: WireMoney;
  free_left: WireMoney;
  total: WireMoney;
};

/** Every operation, by its name. */
export type Bank = {
  /** Move money from one of one’s accounts to another (`POST /v1/account-moves`) */
  moveMoney: (call: Call & {
    body: {
      from_account_id: Id<'acct'>;
      to_account_id: Id<'acct'>;
      amount: WireMoney;
    };
    idempotencyKey: string;
    proof: string;
  }) => Promise<AccountMove>;

  /** List one's open accounts, the main one first (`GET /v1/accounts`) */
  listAccounts: (call?: Call) => Promise<Accounts>;

  /** Open the main account, or a further one with a name, or find it (`POST /v1/accounts`) */
  openAccount: (call: Call & {
    body: {
      /** At most 20 characters. */
      name?: string;
      /** The highest that is met when left out; III stays III until it may rise. */
      class?: 'II' | 'III';
    };
  }) => Promise<Account>;

  /** Show an account with its balance and limits (`GET /v1/accounts/{account_id}`) */
  getAccount: (call: Call & {
    params: {
      account_id: Id<'acct'>;
    };
  }) => Promise<Account>;

  /** Name an account, make it the main one, or let it rise to class II (`PATCH /v1/accounts/{account_id}`) */
  changeAccount: (call: Call & {
    params: {
      account_id: Id<'acct'>;
    };
    body: {
      /** At most 20 characters. */
      name?: string;
      is_main?: true;
      rises?: true;
    };
  }) => Promise<Account>;

  /** Close an empty account that is not the main one (`DELETE /v1/accounts/{account_id}`) */
  closeAccount: (call: Call & {
    params: {
      account_id: Id<'acct'>;
    };
    proof: string;
  }) => Promise<void>;

  /** List money on hold and on its way (`GET /v1/accounts/{account_id}/holds`) */
  listHolds: (call: Call & {
    params: {
      account_id: Id<'acct'>;
    };
  }) => Promise<Holds>;

  /** Show the movements of a period, newest first (`GET /v1/accounts/{account_id}/statement`) */
  getStatement: (call: Call & {
    params: {
      account_id: Id<'acct'>;
    };
    query?: {
      /** First day, included. */
      from?: string | undefined;
      /** Last day, included; today when left out. */
      to?: string | undefined;
      /** The `next` of the page before. */
      after?: string | undefined;
      limit?: number | undefined;
    };
  }) => Promise<Statement>;

  /** Download a statement as CSV, at most 366 days (`GET /v1/accounts/{account_id}/statement.csv`) */
  downloadStatementCsv: (call: Call & {
    params: {
      account_id: Id<'acct'>;
    };
    query?: {
      /** First day, included. */
      from?: string | undefined;
      /** Last day, included; today when left out. */
      to?: string | undefined;
      language?: 'en' | 'zh' | undefined;
    };
  }) => Promise<Blob>;

  /** Download a statement as PDF, at most 366 days (`GET /v1/accounts/{account_id}/statement.pdf`) */
  downloadStatementPdf: (call: Call & {
    params: {
      account_id: Id<'acct'>;
    };
    query?: {
      /** First day, included. */
      from?: string | undefined;
      /** Last day, included; today when left out. */
      to?: string | undefined;
      language?: 'en' | 'zh' | undefined;
    };
  }) => Promise<Blob>;

  /** Show what class II still needs, and what it brings (`GET /v1/accounts/{account_id}/upgrade`) */
  getUpgrade: (call: Call & {
    params: {
      account_id: Id<'acct'>;
    };
  }) => Promise<AccountUpgrade>;

  /** Name the bank of the first six digits of a card number (`GET /v1/card-bins/{bin}`) */
  getCardBin: (call: Call & {
    params: {
      bin: string;
    };
  }) => Promise<CardBin>;

  /** Bind the card with the code its bank sent (`POST /v1/card-verifications/{verification_id}/confirmation`) */
  confirmCard: (call: Call & {
    params: {
      verification_id: Id<'cv'>;
    };
    body: {
      code: string;
    };
  }) => Promise<Card>;

  /** List one's bound cards, the default first (`GET /v1/cards`) */
  listCards: (call?: Call) => Promise<Cards>;

  /** Start binding a debit card: its bank checks the holder and sends a code (`POST /v1/cards`) */
  bindCard: (call: Call & {
    body: {
      card_number: string;
      /** In E.164, as the holder left it at the card's bank. */
      phone: string;
    };
  }) => Promise<CardVerification>;

  /** Unbind a card (`DELETE /v1/cards/{card_id}`) */
  unbindCard: (call: Call & {
    params: {
      card_id: Id<'card'>;
    };
    proof: string;
  }) => Promise<void>;

  /** Make a card the default (`PUT /v1/cards/{card_id}/default`) */
  chooseDefaultCard: (call: Call & {
    params: {
      card_id: Id<'card'>;
    };
  }) => Promise<Card>;

  /** Bring a picture or a file, to be sent within a day (`POST /v1/chat/attachments`) */
  bringAttachment: (call: Call & {
    body: {
      kind: 'image' | 'file';
      name: string;
      /** In base64. */
      content: string;
      thumbnail?: string | null;
    };
  }) => Promise<ChatAttachment>;

  /** Get a picture or a file, or the small picture of one (`GET /v1/chat/attachments/{attachment_id}`) */
  getAttachment: (call: Call & {
    params: {
      attachment_id: Id<'file'>;
    };
    query?: {
      size?: 'full' | 'thumbnail' | undefined;
    };
  }) => Promise<Blob>;

  /** List whom one does not want to hear of (`GET /v1/chat/blocks`) */
  listBlocks: (call?: Call) => Promise<ChatPeople>;

  /** Hear nothing more of somebody; they are not told (`PUT /v1/chat/blocks/{party_id}`) */
  blockPerson: (call: Call & {
    params: {
      party_id: Id<'party'>;
    };
  }) => Promise<void>;

  /** Hear of somebody again (`DELETE /v1/chat/blocks/{party_id}`) */
  unblockPerson: (call: Call & {
    params: {
      party_id: Id<'party'>;
    };
  }) => Promise<void>;

  /** Show how one appears to others, and the personal QR code; anew makes a new code (`PUT /v1/chat/card`) */
  showChatCard: (call: Call & {
    body: {
      anew: boolean;
    };
  }) => Promise<ChatCard>;

  /** List the requests of the last 30 days, newest first (`GET /v1/chat/contact-requests`) */
  listContactRequests: (call?: Call) => Promise<ContactRequests>;

  /** Ask somebody to be contacts: by phone, by their QR code, or out of a common group (`POST /v1/chat/contact-requests`) */
  requestContact: (call: Call & {
    body: {
      to: {
        phone: string;
      } | {
        card: string;
      } | {
        party_id: Id<'party'>;
      };
      hello?: string;
    };
  }) => Promise<ContactRequest>;

  /** Take back a request that waits (`DELETE /v1/chat/contact-requests/{request_id}`) */
  withdrawContactRequest: (call: Call & {
    params: {
      request_id: Id<'creq'>;
    };
  }) => Promise<void>;

  /** Accept a request, or decline it without telling (`POST /v1/chat/contact-requests/{request_id}/answer`) */
  answerContactRequest: (call: Call & {
    params: {
      request_id: Id<'creq'>;
    };
    body: {
      answer: 'accepted' | 'declined';
    };
  }) => Promise<ContactRequest>;

  /** List one's contacts (`GET /v1/chat/contacts`) */
  listChatContacts: (call?: Call) => Promise<ChatPeople>;

  /** Call a contact something only oneself sees (`PATCH /v1/chat/contacts/{party_id}`) */
  remarkContact: (call: Call & {
    params: {
      party_id: Id<'party'>;
    };
    body: {
      remark: string | null;
    };
  }) => Promise<ChatPerson>;

  /** End a contact, for both; what was said stays (`DELETE /v1/chat/contacts/{party_id}`) */
  removeContact: (call: Call & {
    params: {
      party_id: Id<'party'>;
    };
  }) => Promise<void>;

  /** Say by which name others see one (`PUT /v1/chat/nickname`) */
  changeNickname: (call: Call & {
    body: {
      nickname: string;
    };
  }) => Promise<ChatPerson>;

  /** The bank's moment and business date (`GET /v1/clock`) */
  getClock: (call?: Call) => Promise<Clock>;

  /** Move the clock of a sandbox forward; the end of day runs for every day passed (`POST /v1/clock/advance`) */
  advanceClock: (call: Call & {
    body: {
      seconds: number;
    };
  }) => Promise<Clock>;

  /** List what the bank asks consent for, in the words in effect today (`GET /v1/consent-purposes`) */
  listConsentPurposes: (call?: Call) => Promise<ConsentPurposes>;

  /** List every yes and every taking back, newest first (`GET /v1/consent-receipts`) */
  listConsentReceipts: (call?: Call) => Promise<ConsentReceipts>;

  /** Download a receipt with the words it is about (`GET /v1/consent-receipts/{receipt_id}/file`) */
  downloadConsentReceipt: (call: Call & {
    params: {
      receipt_id: Id<'cons'>;
    };
  }) => Promise<Blob>;

  /** List what one has agreed to and what not (`GET /v1/consents`) */
  listConsents: (call?: Call) => Promise<Consents>;

  /** Agree to one purpose, in the words one has read (`POST /v1/consents`) */
  giveConsent: (call: Call & {
    body: {
      purpose: 'terms_of_use' | 'personal_data' | 'biometrics_face' | 'biometrics_voice' | 'credit_data' | 'marketing';
      version: number;
      /** SHA-256 of the words, in hexadecimal digits. */
      text_hash: string;
      /** The last receipt for the purpose; null when there is none yet. */
      follows: Id<'cons'> | null;
    };
  }) => Promise<ConsentReceipt>;

  /** Take a consent back; what stands on it is deleted (`DELETE /v1/consents/{purpose}`) */
  withdrawConsent: (call: Call & {
    params: {
      purpose: 'terms_of_use' | 'personal_data' | 'biometrics_face' | 'biometrics_voice' | 'credit_data' | 'marketing';
    };
  }) => Promise<ConsentReceipt>;

  /** List people one has sent money to or had it from (`GET /v1/contacts`) */
  listContacts: (call?: Call) => Promise<Contacts>;

  /** List one's conversations, pinned ones first, then the newest (`GET /v1/conversations`) */
  listConversations: (call?: Call) => Promise<Conversations>;

  /** Open the conversation with a contact (`POST /v1/conversations/direct`) */
  openDirectConversation: (call: Call & {
    body: {
      party_id: Id<'party'>;
    };
  }) => Promise<Conversation>;

  /** Show a conversation (`GET /v1/conversations/{conversation_id}`) */
  showConversation: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
    };
  }) => Promise<Conversation>;

  /** Mute or pin a conversation, for oneself (`PATCH /v1/conversations/{conversation_id}`) */
  changeConversation: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
    };
    body: {
      muted?: boolean;
      pinned?: boolean;
    };
  }) => Promise<Conversation>;

  /** Read a stretch of a conversation: on from a number, back from one, or the newest (`GET /v1/conversations/{conversation_id}/entries`) */
  readConversation: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
    };
    query?: {
      /** A number in the log of a conversation; the log has no gaps. */
      after?: string | undefined;
      /** A number in the log of a conversation; the log has no gaps. */
      before?: string | undefined;
      limit?: number | undefined;
    };
  }) => Promise<ChatEntries>;

  /** Say something; sent again under its client id it is said once (`POST /v1/conversations/{conversation_id}/entries`) */
  sendMessage: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
    };
    body: {
      client_id: string;
      text?: string;
      attachment_id?: Id<'file'>;
      /** A number in the log of a conversation; the log has no gaps. */
      reply_to?: string;
    };
  }) => Promise<ChatEntry>;

  /** Take back what one has just said (`DELETE /v1/conversations/{conversation_id}/entries/{seq}`) */
  recallMessage: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
      /** A number in the log of a conversation; the log has no gaps. */
      seq: string;
    };
  }) => Promise<ChatEntry>;

  /** List who is in a conversation: the owner, the admins, the others (`GET /v1/conversations/{conversation_id}/members`) */
  listMembers: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
    };
  }) => Promise<ChatMembers>;

  /** Say how far one has read; it never goes back (`PUT /v1/conversations/{conversation_id}/read`) */
  markRead: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
    };
    body: {
      /** A number in the log of a conversation; the log has no gaps. */
      seq: string;
    };
  }) => Promise<ReadPosition>;

  /** Tell the others that one is writing (`POST /v1/conversations/{conversation_id}/typing`) */
  tellTyping: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
    };
  }) => Promise<void>;

  /** Begin to freeze an account without signing in, by its phone and a face (`POST /v1/freeze-challenges`) */
  startFreezeChallenge: (call: Call & {
    body: {
      phone: string;
    };
  }) => Promise<FreezeChallenge>;

  /** Show the face; the account is frozen if it is its owner, and nobody is told here (`POST /v1/freeze-challenges/{challenge_id}/answer`) */
  answerFreezeChallenge: (call: Call & {
    params: {
      challenge_id: Id<'frz'>;
    };
    body: {
      frames: {
        /** When it was taken, in milliseconds of any clock that runs evenly. */
        at_ms: number;
        /** A JPEG in base64, as the camera saw it (not mirrored), best 480 x 640. */
        jpeg: string;
      }[];
    };
  }) => Promise<FreezeAnswer>;

  /** Make a group of one's contacts (`POST /v1/groups`) */
  createGroup: (call: Call & {
    body: {
      name: string;
      members: Id<'party'>[];
    };
  }) => Promise<Conversation>;

  /** Join a group by an invitation (`POST /v1/groups/joined`) */
  joinGroup: (call: Call & {
    body: {
      invite: string;
    };
  }) => Promise<Conversation>;

  /** Rename a group, or announce something in it (`PATCH /v1/groups/{conversation_id}`) */
  changeGroup: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
    };
    body: {
      name?: string;
      announcement?: string | null;
    };
  }) => Promise<Conversation>;

  /** Make an invitation that fits into a QR code, good for a week (`POST /v1/groups/{conversation_id}/invites`) */
  inviteToGroup: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
    };
  }) => Promise<GroupInvite>;

  /** Bring one's contacts into a group (`POST /v1/groups/{conversation_id}/members`) */
  addMembers: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
    };
    body: {
      members: Id<'party'>[];
    };
  }) => Promise<Conversation>;

  /** Take somebody out of a group (`DELETE /v1/groups/{conversation_id}/members/{party_id}`) */
  removeMember: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
      party_id: Id<'party'>;
    };
  }) => Promise<void>;

  /** Make somebody an admin, a plain member, or the owner in one’s own place (`PUT /v1/groups/{conversation_id}/members/{party_id}/role`) */
  giveRole: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
      party_id: Id<'party'>;
    };
    body: {
      role: 'owner' | 'admin' | 'member';
    };
  }) => Promise<void>;

  /** Leave a group (`DELETE /v1/groups/{conversation_id}/membership`) */
  leaveGroup: (call: Call & {
    params: {
      conversation_id: Id<'conv'>;
    };
  }) => Promise<void>;

  /** Show who is signed in (`GET /v1/me`) */
  getMe: (call?: Call) => Promise<Me>;

  /** Choose the language (`PATCH /v1/me`) */
  updateMe: (call: Call & {
    body: {
      language: 'en' | 'zh';
    };
  }) => Promise<Me>;

  /** Close the account and leave the bank (`DELETE /v1/me`) */
  closeMyAccount: (call: Call & {
    proof: string;
  }) => Promise<Closed>;

  /** Show what is enrolled, face or voice, and since when (`GET /v1/me/biometrics`) */
  showBiometrics: (call?: Call) => Promise<Biometrics>;

  /** Delete what the face or the voice is known by (`DELETE /v1/me/biometrics/{kind}`) */
  forgetBiometric: (call: Call & {
    params: {
      kind: 'face' | 'voice';
    };
    proof: string;
  }) => Promise<void>;

  /** Show what leaving would delete and keep, and what stands in the way (`GET /v1/me/closing`) */
  previewClosing: (call?: Call) => Promise<ClosingPreview>;

  /** Download everything the bank holds of oneself (`POST /v1/me/exports`) */
  exportMyData: (call: Call & {
    proof: string;
  }) => Promise<Blob>;

  /** Begin to enrol or verify the face: which movements to make (`POST /v1/me/face-challenges`) */
  startFaceChallenge: (call: Call & {
    body: {
      purpose: 'enrol' | 'verify';
    };
    stepUp?: string | undefined;
  }) => Promise<FaceChallenge>;

  /** Answer a face challenge with frames of the camera (`POST /v1/me/face-challenges/{challenge_id}/answer`) */
  answerFaceChallenge: (call: Call & {
    params: {
      challenge_id: Id<'chal'>;
    };
    body: {
      frames: {
        /** When it was taken, in milliseconds of any clock that runs evenly. */
        at_ms: number;
        /** A JPEG in base64, as the camera saw it (not mirrored), best 480 x 640. */
        jpeg: string;
      }[];
      /** A PIN proof, for an enrolment that needs one; used up when it is accepted. */
      proof?: string;
    };
    stepUp?: string | undefined;
  }) => Promise<void>;

  /** Freeze everything at once, and sign out everywhere else (`POST /v1/me/freeze`) */
  freezeEverything: (call: Call & {
    body: {
      reason: 'lost_device' | 'not_me' | 'other';
    };
  }) => Promise<Me>;

  /** Show what was read from the photographed id document (`GET /v1/me/id-document`) */
  showIdDocument: (call?: Call) => Promise<MyIdDocument>;

  /** Keep a photographed id document, and read suggestions from it (`PUT /v1/me/id-document`) */
  takeIdDocument: (call: Call & {
    body: {
      /** A JPEG in base64, at most 1 500 000 bytes, best 1 400 pixels wide. */
      front: string;
      /** A JPEG in base64, at most 1 500 000 bytes, best 1 400 pixels wide. */
      back?: string;
    };
  }) => Promise<IdDocument>;

  /** Delete the photographed id document, while no identity stands on it (`DELETE /v1/me/id-document`) */
  forgetIdDocument: (call?: Call) => Promise<void>;

  /** Give name and resident id number, once (`PUT /v1/me/identity`) */
  giveIdentity: (call: Call & {
    body: {
      name: string;
      id_number: string;
    };
  }) => Promise<Me>;

  /** Show where one stands on the way to being a customer (`GET /v1/me/joining`) */
  getJoining: (call?: Call) => Promise<Joining>;

  /** Put off a step of joining that can be done later (`POST /v1/me/joining/skips`) */
  skipJoiningStep: (call: Call & {
    body: {
      step: 'document' | 'card' | 'voice' | 'face' | 'passkey';
    };
  }) => Promise<Joining>;

  /** List corrections of the name one has asked for, newest first (`GET /v1/me/name-corrections`) */
  listNameCorrections: (call?: Call) => Promise<NameCorrections>;

  /** Ask for a correction of the name; two people of the bank decide (`POST /v1/me/name-corrections`) */
  askForNameCorrection: (call: Call & {
    body: {
      name: string;
      reason: string;
    };
    proof: string;
  }) => Promise<NameCorrection>;

  /** List what happened to one’s account, newest first (`GET /v1/me/notices`) */
  listNotices: (call?: Call) => Promise<Notices>;

  /** Mark every notice as read (`POST /v1/me/notices/reads`) */
  readNotices: (call: Call & {
    body: Record<string, never>;
  }) => Promise<void>;

  /** List one's passkeys (`GET /v1/me/passkeys`) */
  listPasskeys: (call?: Call) => Promise<Passkeys>;

  /** Add the passkey that the browser has made (`POST /v1/me/passkeys`) */
  addPasskey: (call: Call & {
    body: {
      challenge_id: Id<'pkc'>;
      name: string;
      credential: PasskeyRegistration;
    };
  }) => Promise<Passkey>;

  /** Begin to add a passkey: what to hand to the browser (`POST /v1/me/passkeys/registration-options`) */
  startPasskey: (call: Call & {
    proof: string;
    stepUp?: string | undefined;
  }) => Promise<PasskeyChallenge>;

  /** Remove a passkey (`DELETE /v1/me/passkeys/{passkey_id}`) */
  removePasskey: (call: Call & {
    params: {
      passkey_id: Id<'pkey'>;
    };
    proof: string;
    stepUp?: string | undefined;
  }) => Promise<void>;

  /** Take another phone number, with the PIN, a step-up, and a code sent to it (`POST /v1/me/phone-changes`) */
  changePhone: (call: Call & {
    body: {
      new_phone: string;
      code: string;
    };
    proof: string;
    stepUp?: string | undefined;
  }) => Promise<Me>;

  /** Set the payment PIN for the first time (`PUT /v1/me/pin`) */
  setPin: (call: Call & {
    body: {
      /** Six digits. */
      pin: string;
    };
  }) => Promise<Me>;

  /** Change the payment PIN (`POST /v1/me/pin-changes`) */
  changePin: (call: Call & {
    body: {
      /** Six digits. */
      current_pin: string;
      /** Six digits. */
      new_pin: string;
    };
  }) => Promise<void>;

  /** Replace a forgotten PIN, after a check or by a step-up here, with a code by SMS (`POST /v1/me/pin-resets`) */
  resetPin: (call: Call & {
    body: {
      code: string;
      /** Six digits. */
      new_pin: string;
    };
    stepUp?: string | undefined;
  }) => Promise<void>;

  /** Begin to come back to an account whose phone is lost, from a new number (`POST /v1/me/recoveries`) */
  startRecovery: (call: Call & {
    body: {
      name: string;
      id_number: string;
    };
  }) => Promise<Recovery>;

  /** Show the face that the bank knows; answers a session of the account (`POST /v1/me/recoveries/{recovery_id}/answer`) */
  answerRecovery: (call: Call & {
    params: {
      recovery_id: Id<'rcv'>;
    };
    body: {
      frames: {
        /** When it was taken, in milliseconds of any clock that runs evenly. */
        at_ms: number;
        /** A JPEG in base64, as the camera saw it (not mirrored), best 480 x 640. */
        jpeg: string;
      }[];
    };
  }) => Promise<SignedIn>;

  /** List what one has asked people of the bank to look at, newest first (`GET /v1/me/reviews`) */
  listReviews: (call?: Call) => Promise<Reviews>;

  /** Ask for people of the bank instead of a machine; two of them decide (`POST /v1/me/reviews`) */
  askForReview: (call: Call & {
    body: {
      kind: 'identity_document' | 'face' | 'voice';
      /** For the deciders, such as when to call. */
      note?: string;
    };
  }) => Promise<Review>;

  /** Ask to be proven, before replacing a forgotten PIN (`POST /v1/me/step-ups`) */
  startStepUp: (call: Call & {
    body: {
      action: 'pin_reset';
    };
  }) => Promise<StepUp>;

  /** Show what is to be confirmed, and how it can be (`GET /v1/me/step-ups/{step_up_id}`) */
  showStepUp: (call: Call & {
    params: {
      step_up_id: Id<'step'>;
    };
  }) => Promise<StepUp>;

  /** Confirm by a passkey, or by the check of face or voice that was just made (`POST /v1/me/step-ups/{step_up_id}/answer`) */
  answerStepUp: (call: Call & {
    params: {
      step_up_id: Id<'step'>;
    };
    body: {
      method: 'passkey' | 'face' | 'voice';
      challenge_id?: Id<'pkc'>;
      credential?: PasskeyConfirmation;
    };
  }) => Promise<StepUpToken>;

  /** Begin to confirm by passkey: what to hand to the browser (`POST /v1/me/step-ups/{step_up_id}/passkey-options`) */
  stepUpPasskeyOptions: (call: Call & {
    params: {
      step_up_id: Id<'step'>;
    };
  }) => Promise<PasskeyQuestion>;

  /** End the freeze, with the PIN and a passkey or the face (`POST /v1/me/unfreeze`) */
  unfreeze: (call: Call & {
    proof: string;
    stepUp?: string | undefined;
  }) => Promise<Me>;

  /** Begin to enrol or verify the voice: which digits to say (`POST /v1/me/voice-challenges`) */
  startVoiceChallenge: (call: Call & {
    body: {
      purpose: 'enrol' | 'verify';
      language: 'en' | 'zh';
    };
    stepUp?: string | undefined;
  }) => Promise<VoiceChallenge>;

  /** Answer a voice challenge with recordings (`POST /v1/me/voice-challenges/{challenge_id}/answer`) */
  answerVoiceChallenge: (call: Call & {
    params: {
      challenge_id: Id<'chal'>;
    };
    body: {
      /** One for each phrase, in order. */
      recordings: string[];
      /** A PIN proof, for an enrolment that needs one; used up when it is accepted. */
      proof?: string;
    };
    stepUp?: string | undefined;
  }) => Promise<void>;

  /** Search one's messages, newest first (`GET /v1/message-search`) */
  searchMessages: (call: Call & {
    query: {
      q: string;
      conversation_id?: Id<'conv'> | undefined;
      /** RFC 3339 instant in UTC. */
      before?: string | undefined;
      limit?: number | undefined;
    };
  }) => Promise<FoundMessages>;

  /** Sum up a month by kind and by day (`GET /v1/months/{month}`) */
  getMonth: (call: Call & {
    params: {
      month: string;
    };
  }) => Promise<Month>;

  /** List and search orders, newest first (`GET /v1/orders`) */
  listOrders: (call?: Call & {
    query?: {
      kind?: 'top_up' | 'withdrawal' | 'transfer' | undefined;
      direction?: 'in' | 'out' | undefined;
      state?: 'processing' | 'awaiting_acceptance' | 'succeeded' | 'failed' | 'returned' | 'expired' | undefined;
      /** A name, a note, a bank, or an order id. */
      q?: string | undefined;
      /** First day, included. */
      from?: string | undefined;
      /** Last day, included. */
      to?: string | undefined;
      /** Whole minor units (fen) as decimal digits, above zero. */
      min_minor?: string | undefined;
      /** Whole minor units (fen) as decimal digits, above zero. */
      max_minor?: string | undefined;
      after?: Id<'pay'> | undefined;
      limit?: number | undefined;
    };
  }) => Promise<{
    items: Order[];
    /** Pass it as `after` to go on; null on the last page. */
    next: string | null;
  }>;

  /** Show an order (`GET /v1/orders/{order_id}`) */
  getOrder: (call: Call & {
    params: {
      order_id: Id<'pay'>;
    };
  }) => Promise<Order>;

  /** Accept a transfer that waits (`POST /v1/orders/{order_id}/acceptance`) */
  acceptTransfer: (call: Call & {
    params: {
      order_id: Id<'pay'>;
    };
    idempotencyKey: string;
  }) => Promise<Order>;

  /** Send a waiting transfer back (`POST /v1/orders/{order_id}/return`) */
  returnTransfer: (call: Call & {
    params: {
      order_id: Id<'pay'>;
    };
    idempotencyKey: string;
  }) => Promise<Order>;

  /** Find a customer to pay by the exact phone number (`GET /v1/payees`) */
  findPayee: (call: Call & {
    query: {
      /** A mobile number of mainland China. */
      phone: string;
    };
  }) => Promise<Payee>;

  /** Send a code to a phone (`POST /v1/phone-codes`) */
  requestPhoneCode: (call: Call & {
    body: {
      /** A mobile number of mainland China. */
      phone: string;
      /** What the code is to be good for; it serves nothing else. */
      purpose: 'sign_in' | 'pin_reset' | 'phone_change';
    };
  }) => Promise<SentCode>;

  /** Exchange the PIN for a proof that allows one thing (`POST /v1/pin-proofs`) */
  provePin: (call: Call & {
    body: {
      /** Six digits. */
      pin: string;
    };
  }) => Promise<PinProof>;

  /** List where one is signed in (`GET /v1/sessions`) */
  listSessions: (call?: Call) => Promise<Sessions>;

  /** Sign in, or sign up, with the code sent to a phone (`POST /v1/sessions`) */
  signIn: (call: Call & {
    body: {
      /** A mobile number of mainland China. */
      phone: string;
      code: string;
      device: {
        name: string;
        platform: string;
        /** A random number of the app’s own on the device, kept over sign-outs. */
        installation?: string;
      };
    };
  }) => Promise<SignedIn>;

  /** Sign out everywhere else (`DELETE /v1/sessions`) */
  endOtherSessions: (call?: Call) => Promise<void>;

  /** Sign out here (`DELETE /v1/sessions/current`) */
  signOut: (call?: Call) => Promise<void>;

  /** Sign out somewhere else (`DELETE /v1/sessions/{session_id}`) */
  endSession: (call: Call & {
    params: {
      session_id: Id<'sess'>;
    };
  }) => Promise<void>;

  /** List what the staff did, newest first (`GET /v1/staff/actions`) */
  listStaffActions: (call?: Call & {
    query?: {
      staff_id?: Id<'staff'> | undefined;
      /** The `next` of the page before. */
      after?: string | undefined;
      limit?: number | undefined;
    };
  }) => Promise<{
    items: StaffAction[];
    /** Pass it as `after` to go on; null on the last page. */
    next: string | null;
  }>;

  /** List cases, the longest waiting first; those that run, where no state is named (`GET /v1/staff/cases`) */
  listStaffCases: (call?: Call & {
    query?: {
      state?: 'open' | 'proposed' | 'decided' | 'withdrawn' | undefined;
      kind?: 'identity_document' | 'face' | 'voice' | 'name_correction' | 'watch_list' | 'duplicate_person' | undefined;
      /** The `next` of the page before. */
      after?: string | undefined;
      limit?: number | undefined;
    };
  }) => Promise<{
    items: StaffCase[];
    /** Pass it as `after` to go on; null on the last page. */
    next: string | null;
  }>;

  /** Show a case with its evidence and all that was said (`GET /v1/staff/cases/{case_id}`) */
  showStaffCase: (call: Call & {
    params: {
      case_id: Id<'case'>;
    };
  }) => Promise<StaffCaseDetail>;

  /** Agree to another's proposal, which decides the case, or send it back (`POST /v1/staff/cases/{case_id}/decision`) */
  decideStaffCase: (call: Call & {
    params: {
      case_id: Id<'case'>;
    };
    body: {
      proposal_id: Id<'step'>;
      agrees: boolean;
      reason?: string;
    };
  }) => Promise<StaffCase>;

  /** Download a picture that belongs to a case (`GET /v1/staff/cases/{case_id}/pictures/{name}`) */
  showStaffCasePicture: (call: Call & {
    params: {
      case_id: Id<'case'>;
      name: string;
    };
  }) => Promise<Blob>;

  /** Propose how an open case should end, and say why (`POST /v1/staff/cases/{case_id}/proposal`) */
  proposeOutcome: (call: Call & {
    params: {
      case_id: Id<'case'>;
    };
    body: {
      outcome: 'approved' | 'rejected';
      reason: string;
    };
  }) => Promise<StaffCase>;

  /** Show whose key it is (`GET /v1/staff/me`) */
  showStaffMe: (call?: Call) => Promise<StaffMe>;

  /** List the staff and their keys (`GET /v1/staff/members`) */
  listStaffMembers: (call?: Call) => Promise<StaffMembers>;

  /** Bring money in from a bound card (`POST /v1/top-ups`) */
  topUp: (call: Call & {
    body: {
      card_id: Id<'card'>;
      /** Which of one’s accounts; the main one when left out. */
      account_id?: Id<'acct'>;
      amount: WireMoney;
    };
    idempotencyKey: string;
    proof: string;
  }) => Promise<Order>;

  /** Send money to another customer, at once or until accepted (`POST /v1/transfers`) */
  sendTransfer: (call: Call & {
    body: {
      to_party_id: Id<'party'>;
      /** Which of one’s accounts; the main one when left out. */
      account_id?: Id<'acct'>;
      amount: WireMoney;
      /** At most 60 characters. */
      note?: string;
      arrival: 'instant' | 'on_acceptance';
    };
    idempotencyKey: string;
    proof: string;
    stepUp?: string | undefined;
  }) => Promise<Order>;

  /** Ask what a withdrawal costs (`GET /v1/withdrawal-quotes`) */
  quoteWithdrawal: (call: Call & {
    query: {
      /** Whole minor units (fen) as decimal digits, above zero. */
      amount_minor: string;
    };
  }) => Promise<WithdrawalQuote>;

  /** Take money out to a bound card (`POST /v1/withdrawals`) */
  withdraw: (call: Call & {
    body: {
      card_id: Id<'card'>;
      /** Which of one’s accounts; the main one when left out. */
      account_id?: Id<'acct'>;
      amount: WireMoney;
    };
    idempotencyKey: string;
    proof: string;
    stepUp?: string | undefined;
  }) => Promise<Order>;
};

/** How each operation travels: its route and the form of its reply. */
export const routes: Readonly<Record<keyof Bank, Route>> = {
  moveMoney: { method: 'POST', path: '/v1/account-moves', reply: 'json' },
  listAccounts: { method: 'GET', path: '/v1/accounts', reply: 'json' },
  openAccount: { method: 'POST', path: '/v1/accounts', reply: 'json' },
  getAccount: { method: 'GET', path: '/v1/accounts/{account_id}', reply: 'json' },
  changeAccount: { method: 'PATCH', path: '/v1/accounts/{account_id}', reply: 'json' },
  closeAccount: { method: 'DELETE', path: '/v1/accounts/{account_id}', reply: 'none' },
  listHolds: { method: 'GET', path: '/v1/accounts/{account_id}/holds', reply: 'json' },
  getStatement: { method: 'GET', path: '/v1/accounts/{account_id}/statement', reply: 'json' },
  downloadStatementCsv: { method: 'GET', path: '/v1/accounts/{account_id}/statement.csv', reply: 'file' },
  downloadStatementPdf: { method: 'GET', path: '/v1/accounts/{account_id}/statement.pdf', reply: 'file' },
  getUpgrade: { method: 'GET', path: '/v1/accounts/{account_id}/upgrade', reply: 'json' },
  getCardBin: { method: 'GET', path: '/v1/card-bins/{bin}', reply: 'json' },
  confirmCard: { method: 'POST', path: '/v1/card-verifications/{verification_id}/confirmation', reply: 'json' },
  listCards: { method: 'GET', path: '/v1/cards', reply: 'json' },
  bindCard: { method: 'POST', path: '/v1/cards', reply: 'json' },
  unbindCard: { method: 'DELETE', path: '/v1/cards/{card_id}', reply: 'none' },
  chooseDefaultCard: { method: 'PUT', path: '/v1/cards/{card_id}/default', reply: 'json' },
  bringAttachment: { method: 'POST', path: '/v1/chat/attachments', reply: 'json' },
  getAttachment: { method: 'GET', path: '/v1/chat/attachments/{attachment_id}', reply: 'file' },
  listBlocks: { method: 'GET', path: '/v1/chat/blocks', reply: 'json' },
  blockPerson: { method: 'PUT', path: '/v1/chat/blocks/{party_id}', reply: 'none' },
  unblockPerson: { method: 'DELETE', path: '/v1/chat/blocks/{party_id}', reply: 'none' },
  showChatCard: { method: 'PUT', path: '/v1/chat/card', reply: 'json' },
  listContactRequests: { method: 'GET', path: '/v1/chat/contact-requests', reply: 'json' },
  requestContact: { method: 'POST', path: '/v1/chat/contact-requests', reply: 'json' },
  withdrawContactRequest: { method: 'DELETE', path: '/v1/chat/contact-requests/{request_id}', reply: 'none' },
  answerContactRequest: { method: 'POST', path: '/v1/chat/contact-requests/{request_id}/answer', reply: 'json' },
  listChatContacts: { method: 'GET', path: '/v1/chat/contacts', reply: 'json' },
  remarkContact: { method: 'PATCH', path: '/v1/chat/contacts/{party_id}', reply: 'json' },
  removeContact: { method: 'DELETE', path: '/v1/chat/contacts/{party_id}', reply: 'none' },
  changeNickname: { method: 'PUT', path: '/v1/chat/nickname', reply: 'json' },
  getClock: { method: 'GET', path: '/v1/clock', reply: 'json' },
  advanceClock: { method: 'POST', path: '/v1/clock/advance', reply: 'json' },
  listConsentPurposes: { method: 'GET', path: '/v1/consent-purposes', reply: 'json' },
  listConsentReceipts: { method: 'GET', path: '/v1/consent-receipts', reply: 'json' },
  downloadConsentReceipt: { method: 'GET', path: '/v1/consent-receipts/{receipt_id}/file', reply: 'file' },
  listConsents: { method: 'GET', path: '/v1/consents', reply: 'json' },
  giveConsent: { method: 'POST', path: '/v1/consents', reply: 'json' },
  withdrawConsent: { method: 'DELETE', path: '/v1/consents/{purpose}', reply: 'json' },
  listContacts: { method: 'GET', path: '/v1/contacts', reply: 'json' },
  listConversations: { method: 'GET', path: '/v1/conversations', reply: 'json' },
  openDirectConversation: { method: 'POST', path: '/v1/conversations/direct', reply: 'json' },
  showConversation: { method: 'GET', path: '/v1/conversations/{conversation_id}', reply: 'json' },
  changeConversation: { method: 'PATCH', path: '/v1/conversations/{conversation_id}', reply: 'json' },
  readConversation: { method: 'GET', path: '/v1/conversations/{conversation_id}/entries', reply: 'json' },
  sendMessage: { method: 'POST', path: '/v1/conversations/{conversation_id}/entries', reply: 'json' },
  recallMessage: { method: 'DELETE', path: '/v1/conversations/{conversation_id}/entries/{seq}', reply: 'json' },
  listMembers: { method: 'GET', path: '/v1/conversations/{conversation_id}/members', reply: 'json' },
  markRead: { method: 'PUT', path: '/v1/conversations/{conversation_id}/read', reply: 'json' },
  tellTyping: { method: 'POST', path: '/v1/conversations/{conversation_id}/typing', reply: 'none' },
  startFreezeChallenge: { method: 'POST', path: '/v1/freeze-challenges', reply: 'json' },
  answerFreezeChallenge: { method: 'POST', path: '/v1/freeze-challenges/{challenge_id}/answer', reply: 'json' },
  createGroup: { method: 'POST', path: '/v1/groups', reply: 'json' },
  joinGroup: { method: 'POST', path: '/v1/groups/joined', reply: 'json' },
  changeGroup: { method: 'PATCH', path: '/v1/groups/{conversation_id}', reply: 'json' },
  inviteToGroup: { method: 'POST', path: '/v1/groups/{conversation_id}/invites', reply: 'json' },
  addMembers: { method: 'POST', path: '/v1/groups/{conversation_id}/members', reply: 'json' },
  removeMember: { method: 'DELETE', path: '/v1/groups/{conversation_id}/members/{party_id}', reply: 'none' },
  giveRole: { method: 'PUT', path: '/v1/groups/{conversation_id}/members/{party_id}/role', reply: 'none' },
  leaveGroup: { method: 'DELETE', path: '/v1/groups/{conversation_id}/membership', reply: 'none' },
  getMe: { method: 'GET', path: '/v1/me', reply: 'json' },
  updateMe: { method: 'PATCH', path: '/v1/me', reply: 'json' },
  closeMyAccount: { method: 'DELETE', path: '/v1/me', reply: 'json' },
  showBiometrics: { method: 'GET', path: '/v1/me/biometrics', reply: 'json' },
  forgetBiometric: { method: 'DELETE', path: '/v1/me/biometrics/{kind}', reply: 'none' },
  previewClosing: { method: 'GET', path: '/v1/me/closing', reply: 'json' },
  exportMyData: { method: 'POST', path: '/v1/me/exports', reply: 'file' },
  startFaceChallenge: { method: 'POST', path: '/v1/me/face-challenges', reply: 'json' },
  answerFaceChallenge: { method: 'POST', path: '/v1/me/face-challenges/{challenge_id}/answer', reply: 'none' },
  freezeEverything: { method: 'POST', path: '/v1/me/freeze', reply: 'json' },
  showIdDocument: { method: 'GET', path: '/v1/me/id-document', reply: 'json' },
  takeIdDocument: { method: 'PUT', path: '/v1/me/id-document', reply: 'json' },
  forgetIdDocument: { method: 'DELETE', path: '/v1/me/id-document', reply: 'none' },
  giveIdentity: { method: 'PUT', path: '/v1/me/identity', reply: 'json' },
  getJoining: { method: 'GET', path: '/v1/me/joining', reply: 'json' },
  skipJoiningStep: { method: 'POST', path: '/v1/me/joining/skips', reply: 'json' },
  listNameCorrections: { method: 'GET', path: '/v1/me/name-corrections', reply: 'json' },
  askForNameCorrection: { method: 'POST', path: '/v1/me/name-corrections', reply: 'json' },
  listNotices: { method: 'GET', path: '/v1/me/notices', reply: 'json' },
  readNotices: { method: 'POST', path: '/v1/me/notices/reads', reply: 'none' },
  listPasskeys: { method: 'GET', path: '/v1/me/passkeys', reply: 'json' },
  addPasskey: { method: 'POST', path: '/v1/me/passkeys', reply: 'json' },
  startPasskey: { method: 'POST', path: '/v1/me/passkeys/registration-options', reply: 'json' },
  removePasskey: { method: 'DELETE', path: '/v1/me/passkeys/{passkey_id}', reply: 'none' },
  changePhone: { method: 'POST', path: '/v1/me/phone-changes', reply: 'json' },
  setPin: { method: 'PUT', path: '/v1/me/pin', reply: 'json' },
  changePin: { method: 'POST', path: '/v1/me/pin-changes', reply: 'none' },
  resetPin: { method: 'POST', path: '/v1/me/pin-resets', reply: 'none' },
  startRecovery: { method: 'POST', path: '/v1/me/recoveries', reply: 'json' },
  answerRecovery: { method: 'POST', path: '/v1/me/recoveries/{recovery_id}/answer', reply: 'json' },
  listReviews: { method: 'GET', path: '/v1/me/reviews', reply: 'json' },
  askForReview: { method: 'POST', path: '/v1/me/reviews', reply: 'json' },
  startStepUp: { method: 'POST', path: '/v1/me/step-ups', reply: 'json' },
  showStepUp: { method: 'GET', path: '/v1/me/step-ups/{step_up_id}', reply: 'json' },
  answerStepUp: { method: 'POST', path: '/v1/me/step-ups/{step_up_id}/answer', reply: 'json' },
  stepUpPasskeyOptions: { method: 'POST', path: '/v1/me/step-ups/{step_up_id}/passkey-options', reply: 'json' },
  unfreeze: { method: 'POST', path: '/v1/me/unfreeze', reply: 'json' },
  startVoiceChallenge: { method: 'POST', path: '/v1/me/voice-challenges', reply: 'json' },
  answerVoiceChallenge: { method: 'POST', path: '/v1/me/voice-challenges/{challenge_id}/answer', reply: 'none' },
  searchMessages: { method: 'GET', path: '/v1/message-search', reply: 'json' },
  getMonth: { method: 'GET', path: '/v1/months/{month}', reply: 'json' },
  listOrders: { method: 'GET', path: '/v1/orders', reply: 'json' },
  getOrder: { method: 'GET', path: '/v1/orders/{order_id}', reply: 'json' },
  acceptTransfer: { method: 'POST', path: '/v1/orders/{order_id}/acceptance', reply: 'json' },
  returnTransfer: { method: 'POST', path: '/v1/orders/{order_id}/return', reply: 'json' },
  findPayee: { method: 'GET', path: '/v1/payees', reply: 'json' },
  requestPhoneCode: { method: 'POST', path: '/v1/phone-codes', reply: 'json' },
  provePin: { method: 'POST', path: '/v1/pin-proofs', reply: 'json' },
  listSessions: { method: 'GET', path: '/v1/sessions', reply: 'json' },
  signIn: { method: 'POST', path: '/v1/sessions', reply: 'json' },
  endOtherSessions: { method: 'DELETE', path: '/v1/sessions', reply: 'none' },
  signOut: { method: 'DELETE', path: '/v1/sessions/current', reply: 'none' },
  endSession: { method: 'DELETE', path: '/v1/sessions/{session_id}', reply: 'none' },
  listStaffActions: { method: 'GET', path: '/v1/staff/actions', reply: 'json' },
  listStaffCases: { method: 'GET', path: '/v1/staff/cases', reply: 'json' },
  showStaffCase: { method: 'GET', path: '/v1/staff/cases/{case_id}', reply: 'json' },
  decideStaffCase: { method: 'POST', path: '/v1/staff/cases/{case_id}/decision', reply: 'json' },
  showStaffCasePicture: { method: 'GET', path: '/v1/staff/cases/{case_id}/pictures/{name}', reply: 'file' },
  proposeOutcome: { method: 'POST', path: '/v1/staff/cases/{case_id}/proposal', reply: 'json' },
  showStaffMe: { method: 'GET', path: '/v1/staff/me', reply: 'json' },
  listStaffMembers: { method: 'GET', path: '/v1/staff/members', reply: 'json' },
  topUp: { method: 'POST', path: '/v1/top-ups', reply: 'json' },
  sendTransfer: { method: 'POST', path: '/v1/transfers', reply: 'json' },
  quoteWithdrawal: { method: 'GET', path: '/v1/withdrawal-quotes', reply: 'json' },
  withdraw: { method: 'POST', path: '/v1/withdrawals', reply: 'json' },
};
