import { storage } from 'wxt/utils/storage'

/** Whether new bright spots are announced by a notification of the browser (who, never what). */
export const notificationsOn = storage.defineItem<boolean>('local:notifications', {
  fallback: true,
  version: 1,
})
