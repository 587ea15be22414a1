import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * For the environment of processes that tests start again and again: from what the first one compiled the others start in half the
 * time. It is kept from run to run; whoever is killed writes nothing into it.
 */
export const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(tmpdir(), 'bright-spots-compile-cache') }
