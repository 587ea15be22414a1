import { useState } from 'preact/hooks'

interface Props {
  label: string
  /** What it says once it was pressed: a second press does it. */
  sure: string
  /** The id of what says what it is about, where the words alone do not. */
  about?: string
  onConfirm: () => void
}

/** For what cannot be undone: asks once, in place. Leaving it takes the question back. */
export function ConfirmButton({ label, sure, about, onConfirm }: Props) {
  const [asked, setAsked] = useState(false)
  return (
    <button
      type="button"
      class={asked ? 'link danger' : 'link'}
      aria-live="polite"
      aria-describedby={about}
      onBlur={() => setAsked(false)}
      onClick={() => (asked ? onConfirm() : setAsked(true))}
    >
      {asked ? sure : label}
    </button>
  )
}
