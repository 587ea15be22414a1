/** What we use of the package, which brings no types. */
declare module 'fs-native-extensions' {
  /** An exclusive lock on the whole file. @returns false when another holder has it. */
  export function tryLock(fd: number): boolean
}
