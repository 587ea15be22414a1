import { useState } from 'preact/hooks'

interface Props {
  label: string
  /** What it says once it was pressed: a second press does it. */
  sure: string
  onConfirm: () => void
}

/** For what cannot be undone: asks once, in place. Leaving it takes the question back. */
export function ConfirmButton({ label, sure, onConfirm }: Props) {
  const [asked, setAsked] = useState(false)
  return (
    <button
      type="button"
      class={asked ? 'link danger' : 'link'}
      aria-live="polite"
      onBlur={() => setAsked(false)}
      onClick={() => (asked ? onConfirm() : setAsked(true))}
    >
      {asked ? sure : label}
    </button>
  )
}
