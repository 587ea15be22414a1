import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { keepUp } from './act.ts'
import { Loading } from './parts.tsx'

/**
 * A view that is fetched when it is first looked at: the form to write in does not wait for it. Where it does not come, because
 * the extension was updated under an open window, the window says what to do.
 * @returns the view, and `ahead`, which fetches it before: for whoever is about to look.
 */
export function lazy<P extends object>(fetchView: () => Promise<ComponentType<P>>) {
  const fetched = signal<{ View: ComponentType<P> } | null>(null)
  const open = async () => {
    fetched.value ??= { View: await fetchView() }
  }
  function Lazy(props: P) {
    useEffect(() => keepUp(open()), [])
    if (!fetched.value) return <Loading place="view" />
    const { View } = fetched.value
    return <View {...props} />
  }
  Lazy.ahead = () => void open().catch(() => undefined)
  return Lazy
}
