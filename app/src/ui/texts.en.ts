// English words of the parts that every screen shares.

export const uiEn = {
  amount_hidden: 'Amount hidden',
  hide_amounts: 'Hide amounts',
  decimal_point: 'Decimal point',
  erase: 'Delete last digit',
  close: 'Close',
  back: 'Back',
  loading: 'Loading',
  try_again: 'Try again',
  unreachable: 'We could not reach the bank. Please check your connection.',
  defect: 'Something went wrong in the app. Please try again.',
  money_moved_no: 'No money has moved.',
  money_moved_yes: 'The money has moved.',
  money_moved_unknown:
    'We do not know yet whether the money moved. Trying again is safe: it can only happen once.',
  pin: 'Payment PIN',
  pin_hint: 'Enter your 6-digit payment PIN',
  one_moment: 'One moment…',
  digits_entered: '{{count}} of {{of}} digits entered',
  copy: 'Copy {{what}}',
  copied: 'Copied',
  show_table: 'Show as table',
  offline: 'You are offline. Figures may be older.',
  reconnecting: 'Reconnecting to the bank…',
  offline_no_money: 'You are offline: money can move again once you are connected.',
  as_of: 'As of {{when}}',
} as const;
