interface Props {
  id: string
  label: string
  why?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** A choice that holds at once. */
export function Switch({ id, label, why, isOn, onChange }: Props) {
  return (
    <label class="switch" for={id}>
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        <b>{label}</b>
        {why !== undefined && <small>{why}</small>}
      </span>
    </label>
  )
}
