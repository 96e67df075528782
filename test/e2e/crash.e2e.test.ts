import { join } from 'node:path'
import { crashContract } from './crash.contract.ts'

crashContract('the embedded store', async () => ({
  location: (folder) => ({ folder: join(folder, '.touchstone') }),
  environment: {},
}))
