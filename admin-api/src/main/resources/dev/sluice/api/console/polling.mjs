// Asks again and again while the page is seen. An answer that comes late for an old question is dropped.

import { useEffect, useRef, useState } from './vendor/htm-preact.mjs';

export function usePolling(ask, millis, question) {
  const [state, setState] = useState({ value: null, problem: null });
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    let stopped = false;
    let timer = 0;
    const next = async () => {
      if (!document.hidden) {
        try {
          const value = await latest.current();
          if (!stopped) setState({ value, problem: null });
        } catch (problem) {
          if (!stopped) setState((before) => ({ value: before.value, problem }));
        }
      }
      if (!stopped) timer = setTimeout(next, millis);
    };
    setState((before) => ({ value: before.value, problem: null }));
    next();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [question, millis]);
  return state;
}
