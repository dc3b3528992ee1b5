// A photo of the id card, so that nobody has to type: taken with the camera or chosen from those on
// the device. What is read from it is a suggestion that the person confirms.

import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useRef, useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import { useStore } from '../../store.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { Note } from '../../ui/states.tsx';
import { chosenPerson, idCardOf, type DemoPerson } from '../shell/sandbox/world.ts';
import { cardFrom, cardFromJpeg, type CardPicture } from './card-picture.ts';
import { DocumentCamera } from './document-camera.tsx';
import { FillIn } from './fill-in.tsx';
import { JoinPage } from './join-page.tsx';
import { useSkip } from './joining.ts';
import { readDocument } from './read-document.ts';
import { Lead } from './step.tsx';
import './document.css';

type Phase =
  | { readonly name: 'before'; readonly problem?: 'no_picture' }
  | { readonly name: 'camera' }
  | { readonly name: 'picture'; readonly picture: CardPicture };

/** The step of the id card's photo. */
export function JoinDocument() {
  const { t } = useWords('parties');
  const [phase, setPhase] = useState<Phase>({ name: 'before' });
  const file = useRef<HTMLInputElement>(null);
  const choose = (): void => file.current?.click();
  const chosen = async (given: File | undefined): Promise<void> => {
    if (given === undefined) return;
    try {
      setPhase({ name: 'picture', picture: await cardFrom(given) });
    } catch {
      setPhase({ name: 'before', problem: 'no_picture' });
    }
  };
  return (
    <JoinPage title={t('document_title')} part="identity">
      <input
        ref={file}
        className="document-file"
        type="file"
        accept="image/*"
        tabIndex={-1}
        aria-label={t('document_choose')}
        onChange={(event) => void chosen(event.target.files?.[0])}
      />
      {phase.name === 'before' && (
        <Before
          problem={phase.problem}
          onPicture={(picture) => setPhase({ name: 'picture', picture })}
          onCamera={() => setPhase({ name: 'camera' })}
          onChoose={choose}
        />
      )}
      {phase.name === 'camera' && (
        <DocumentCamera
          onPicture={(picture) => setPhase({ name: 'picture', picture })}
          onInstead={choose}
        />
      )}
      {phase.name === 'picture' && (
        <Picture picture={phase.picture} onAgain={() => setPhase({ name: 'before' })} />
      )}
    </JoinPage>
  );
}

type BeforeProps = {
  readonly problem: 'no_picture' | undefined;
  readonly onPicture: (picture: CardPicture) => void;
  readonly onCamera: () => void;
  readonly onChoose: () => void;
};

function Before({ problem, onPicture, onCamera, onChoose }: BeforeProps) {
  const { t } = useWords('parties');
  const skip = useSkip('document');
  const { person } = useStore(chosenPerson);
  const specimen = useMutation({
    mutationFn: async ({ id_number }: DemoPerson) => cardFromJpeg(await idCardOf(id_number)),
    onSuccess: onPicture,
  });
  return (
    <div className="check">
      <svg className="document-art" viewBox="0 0 280 180" aria-hidden="true">
        <rect className="document-art-card" x="4" y="4" width="272" height="172" rx="16" />
        <rect x="182" y="36" width="68" height="84" rx="8" />
        <path d="M196 112c2-14 9-20 20-20s18 6 20 20M216 54a14 14 0 1 0 0 28 14 14 0 0 0 0-28z" />
        <path d="M30 44h84M30 70h120M30 96h104M30 146h220" />
      </svg>
      <Lead>{t('document_lead')}</Lead>
      {person !== null && <FillIn person={person} onFill={() => specimen.mutate(person)} />}
      {specimen.isError && <ErrorBlock error={specimen.error} />}
      {problem !== undefined && (
        <div role="alert">
          <Note tone="bad">{t('document_no_picture')}</Note>
        </div>
      )}
      {skip.isError && <ErrorBlock error={skip.error} />}
      <Note icon="lock">{t('document_safe')}</Note>
      <div className="check-foot">
        <Button block size="large" color="primary" onClick={onCamera}>
          {t('document_camera')}
        </Button>
        <Button block size="large" onClick={onChoose}>
          {t('document_choose')}
        </Button>
        <Button
          block
          size="large"
          fill="none"
          color="primary"
          loading={skip.isPending}
          onClick={() => skip.mutate()}
        >
          {t('document_type')}
        </Button>
      </div>
    </div>
  );
}

type PictureProps = { readonly picture: CardPicture; readonly onAgain: () => void };

function Picture({ picture, onAgain }: PictureProps) {
  const { t } = useWords('parties');
  const { t: tb } = useWords('biometrics');
  const router = useRouter();
  const send = useMutation({
    mutationFn: () => readDocument(picture.jpeg),
    onSuccess: async (isRead) => {
      if (!isRead) notify({ text: t('document_unread'), icon: 'info' });
      await router.navigate({ to: '/join/identity', replace: true });
    },
  });
  return (
    <div className="check">
      <img className="document-picture" src={picture.url} alt={t('document_picture')} />
      {picture.fault === undefined ? (
        <Note tone="good">{t('document_good')}</Note>
      ) : (
        <Note tone="warn">{tb(`fault_${picture.fault}`)}</Note>
      )}
      {send.isError && <ErrorBlock error={send.error} />}
      <div className="check-foot">
        <Button
          block
          size="large"
          color="primary"
          loading={send.isPending}
          onClick={() => send.mutate()}
        >
          {t('document_use')}
        </Button>
        <Button block size="large" disabled={send.isPending} onClick={onAgain}>
          {t('document_again')}
        </Button>
      </div>
    </div>
  );
}
