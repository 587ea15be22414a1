import { defineConfig } from 'wxt'
import { withAsyncScripts } from './extension/async-scripts.ts'
import { withBareLauncher } from './extension/bare-launcher.ts'
import { messageHooks, textsVersion } from './extension/compile-messages.ts'
import { joinPlaces } from './extension/launcher/joined-places.ts'
import { withoutPreloading } from './extension/without-preloading.ts'
import { withoutRawHtml } from './extension/without-raw-html.ts'
import { CHROME_KEY, GECKO_ID } from './shared/extension-ids.ts'

/** Both browsers' own API speaks in promises: what is loaded at every look or page goes without the polyfill's 2.8 kB. */
const WITHOUT_POLYFILL = new Set(['launcher', 'chip', 'reader', 'report', 'popup', 'options'])

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  manifestVersion: 3,
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill'],
  vite: () => ({
    define: {
      TEXTS_VERSION: JSON.stringify(textsVersion()),
      LAUNCHER_PLACES: JSON.stringify(joinPlaces()),
    },
    plugins: [withoutRawHtml(), withoutPreloading(), withAsyncScripts(), withBareLauncher()],
  }),
  hooks: {
    ...messageHooks,
    'vite:build:extendConfig'(entrypoints, config) {
      if (entrypoints.every((entrypoint) => WITHOUT_POLYFILL.has(entrypoint.name)))
        config.resolve = { ...config.resolve, alias: { 'wxt/browser': '@wxt-dev/browser' } }
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: [
      'storage',
      'unlimitedStorage',
      'contextMenus',
      'notifications',
      'alarms',
      'activeTab',
      'scripting',
      'identity',
    ],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    // Nothing of a private window is kept, nor could be: there the extension is not.
    incognito: 'not_allowed',
    action: { default_title: '__MSG_extension_name__' },
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+B' } },
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: GECKO_ID,
              // From here on both Firefoxes know data_collection_permissions: on Android two versions later than on desktops.
              strict_min_version: '142.0',
              data_collection_permissions: {
                required: [
                  'personallyIdentifyingInfo',
                  'authenticationInfo',
                  'personalCommunications',
                  'websiteContent',
                ],
              },
            },
          },
        }
      : {
          key: CHROME_KEY,
          minimum_chrome_version: '127',
          storage: { managed_schema: 'managed_schema.json' },
        }),
  }),
})
