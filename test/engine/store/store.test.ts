import { openStore } from '../../../engine/store/store.ts'
import { storeContract } from './store.contract.ts'

storeContract('PGlite', () => openStore({ inMemory: true }))
