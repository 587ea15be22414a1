import { t } from '../i18n.ts'
import type { Policy } from '../policy.ts'
import { SetByOrganisation } from './Organisation.tsx'

/** The address is known: nothing to type, and where it is locked nothing to change. */
export function ServerSet({ server, policy }: { server: string; policy: Policy }) {
  return (
    <p class="server-set">
      <span class="spoken">{t('connect_server')}</span>
      <bdi>{server}</bdi> {server === policy.server && <SetByOrganisation />}
    </p>
  )
}

/** For an address that cannot be reached: there the browser's own words say more than an extension may know. */
export function OpenInTab({ server }: { server: string | null | undefined }) {
  if (!server) return null
  return (
    <a href={server} target="_blank" rel="noopener noreferrer">
      {t('connect_open_tab')}
    </a>
  )
}
