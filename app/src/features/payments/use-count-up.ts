// Money that comes in is seen to come in: the balance counts up once, briefly.

import { minor, type Minor } from '@sycee/kit';
import { useEffect, useRef, useState } from 'react';

const COUNT_MS = 600;

/** The figure to show on the way to a target: counts up when it rises, and else jumps to it. */
export function useCountUp(target: Minor): Minor {
  const [shown, setShown] = useState(target);
  const before = useRef(target);
  useEffect(() => {
    const start = before.current;
    before.current = target;
    if (target <= start || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      setShown(target);
      return undefined;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const left = 1 - Math.min(1, Math.max(0, now - began) / COUNT_MS);
      const done = BigInt(Math.round((1 - left ** 3) * 1000));
      setShown(minor(start + ((target - start) * done) / 1000n));
      if (left > 0) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [target]);
  return shown;
}
