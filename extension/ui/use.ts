import { useEffect, useMemo } from 'preact/hooks'

/** A store that lives as long as the component: made once, ended with it. */
export function useStore<T>(create: (until: AbortSignal) => T): T {
  const [store, lifetime] = useMemo(() => {
    const controller = new AbortController()
    return [create(controller.signal), controller] as const
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- made once, whatever it closes over
  }, [])
  useEffect(() => () => lifetime.abort(), [lifetime])
  return store
}
