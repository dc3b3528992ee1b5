// The note of a transfer: a row, and a sheet to write it in, so that the amount keypad never has to
// share the screen with the system keyboard.

import { Button } from 'antd-mobile';
import { useEffect, useId, useRef, useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import { CellButton, Group } from '../../ui/cell.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Sheet } from '../../ui/sheet.tsx';

const NOTE_LENGTH_MAX = 60;

type Props = { readonly note: string; readonly onNote: (note: string) => void };

/** The row. */
export function NoteRow({ note, onNote }: Props) {
  const { t } = useWords('payments');
  const [open, setOpen] = useState(false);
  return (
    <Group>
      <CellButton
        label={note === '' ? <span className="soft">{t('note_add')}</span> : note}
        value={<Icon name="next" size={18} />}
        onClick={() => setOpen(true)}
      />
      <Sheet open={open} title={t('note')} onClose={() => setOpen(false)}>
        <NoteForm
          note={note}
          onNote={(text) => {
            onNote(text);
            setOpen(false);
          }}
        />
      </Sheet>
    </Group>
  );
}

function NoteForm({ note, onNote }: Props) {
  const { t } = useWords('payments');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(note);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onNote(text.trim());
      }}
    >
      <label htmlFor={id} className="visually-hidden">
        {t('note')}
      </label>
      <div className="field-box">
        <input
          ref={field}
          id={id}
          value={text}
          maxLength={NOTE_LENGTH_MAX}
          enterKeyHint="done"
          autoComplete="off"
          aria-describedby={`${id}-left`}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <p id={`${id}-left`} className="soft small">
        {t('note_left', { count: NOTE_LENGTH_MAX - text.length })}
      </p>
      <Button block size="large" color="primary" type="submit">
        {t('done')}
      </Button>
    </form>
  );
}
