import { t } from '../i18n.ts'
import { readLauncherChoices } from '../launcher-choices.ts'
import { ask } from '../messages.ts'
import type { OfferedSite } from '../stored.ts'
import { act } from './act.ts'
import { live } from './live.ts'
import { useStore } from './use.ts'

const createChoices = (until: AbortSignal) => live(readLauncherChoices, ['sites'], until)

/** Beside a site whose button somebody hid in its pages: says so, and brings it back. */
export function HiddenLauncher({ site: { host, pattern } }: { site: OfferedSite }) {
  const choices = useStore(createChoices).value
  if (!choices?.[pattern]?.isHidden) return null
  return (
    <span class="quiet">
      {t('options_site_hidden')}{' '}
      <button
        type="button"
        class="link"
        aria-label={t('options_site_show_label', { site: host })}
        onClick={() => act(ask('sites.showLauncher', { pattern }))}
      >
        {t('options_site_show')}
      </button>
    </span>
  )
}
