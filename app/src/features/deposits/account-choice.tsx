// Which of a person's accounts: the main one unless another is chosen. With a single account there
// is nothing to choose, and nothing shows.

import type { Account } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import { accountsQuery } from '../../queries.ts';
import { CellButton, Group } from '../../ui/cell.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import { digitsOf, useAccountName } from './account-words.ts';

/** The person's accounts and the one in use. */
export function useChosenAccount() {
  const accounts = useQuery(accountsQuery).data ?? [];
  const [chosen, setChosen] = useState<Account['id']>();
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0];
  return { accounts, account, choose: ({ id }: Account) => setChosen(id) };
}

/** The part of an order that names an account; the main one is meant without it. */
export function accountNamed(account: Account | undefined): { account_id?: Account['id'] } {
  return account === undefined || account.is_main ? {} : { account_id: account.id };
}

type Props = {
  readonly label: string;
  readonly accounts: readonly Account[];
  readonly account: Account | undefined;
  readonly onChoose: (account: Account) => void;
};

/** The account in use, and a sheet with the others. */
export function AccountChoice({ label, accounts, account, onChoose }: Props) {
  const { t } = useWords('deposits');
  const nameOf = useAccountName();
  const words = useAmountWords();
  const [open, setOpen] = useState(false);
  if (account === undefined || accounts.length < 2) return null;
  const textOf = (one: Account) => t('ending', { name: nameOf(one), digits: digitsOf(one) });
  return (
    <>
      <Group>
        <CellButton
          icon="wallet"
          label={textOf(account)}
          detail={label}
          value={<Icon name="next" size={18} />}
          onClick={() => setOpen(true)}
        />
      </Group>
      <Sheet open={open} title={t('choose_account')} onClose={() => setOpen(false)}>
        <Group>
          {accounts.map((other) => (
            <CellButton
              key={other.id}
              icon="wallet"
              label={textOf(other)}
              detail={t('account_available', { amount: words(other.available) })}
              pressed={other.id === account.id}
              value={other.id === account.id ? <Icon name="check" /> : undefined}
              onClick={() => {
                onChoose(other);
                setOpen(false);
              }}
            />
          ))}
        </Group>
      </Sheet>
    </>
  );
}
