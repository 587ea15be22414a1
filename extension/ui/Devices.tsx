import type { DeviceInfo } from '../../shared/sign-in.ts'
import { dayOf } from '../day.ts'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { act } from './act.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import { wordsForNow } from './fault-words.ts'
import { createListing } from './listing.ts'
import { Note } from './parts.tsx'
import { useStore } from './use.ts'

/** The browsers that this person is signed in with, and the way to end each. */
export function Devices() {
  const { items, fault, change } = useStore(() => createListing(() => ask('devices.list', {})))
  return (
    <section aria-labelledby="devices" aria-busy={items.value === null && fault.value === null}>
      <h2 id="devices">{t('devices_title')}</h2>
      <p class="quiet">{t('devices_why')}</p>
      {fault.value && <Note>{wordsForNow(fault.value)}</Note>}
      <ul class="rows">
        {items.value?.map((device) => (
          <Device
            key={device.id}
            device={device}
            onEnd={() => change(() => ask('devices.end', { id: device.id }))}
          />
        ))}
      </ul>
    </section>
  )
}

/** To end this one is to sign out of it, with all that belongs to that. */
function Device({ device, onEnd }: { device: DeviceInfo; onEnd: () => void }) {
  const { id, current, lastUsedAt } = device
  return (
    <li>
      <span id={`device-${id}`}>
        <b>{nameOf(device)}</b>
        <small>
          {current ? t('devices_this') : t('devices_used', { when: dayOf(new Date(lastUsedAt)) })}
        </small>
      </span>
      <ConfirmButton
        label={t('devices_end')}
        sure={t('devices_end_sure')}
        about={`device-${id}`}
        onConfirm={current ? () => act(ask('session.signOut', {})) : onEnd}
      />
    </li>
  )
}

/** Our extension calls browsers 'Chrome on Linux' in every language, so that each can read it in their own. */
function nameOf({ device }: DeviceInfo): string {
  const [, browser, system] = /^(Firefox|Edge|Chrome) on (.+)$/.exec(device) ?? []
  return browser && system ? t('devices_name', { browser, system }) : device
}
