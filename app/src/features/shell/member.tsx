// Around the screens of a member: news are followed while any of them shows.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';

import { followNews } from '../../live.ts';
import { meQuery } from '../../queries.ts';
import { SignInNotice } from '../parties/security/sign-in-notice.tsx';
import { ClassNotice } from '../deposits/class-notice.tsx';
import { IncomingNotice } from '../payments/incoming-notice.tsx';

/** Follows the bank's news and shows the screen. */
export function Member() {
  const queries = useQueryClient();
  useEffect(() => followNews(queries), [queries]);
  // Kept reads open the app at once; whether the session still stands is asked each time.
  useQuery({ ...meQuery, refetchOnMount: 'always' });
  return (
    <>
      <Outlet />
      <IncomingNotice />
      <ClassNotice />
      <SignInNotice />
    </>
  );
}
