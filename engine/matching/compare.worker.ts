import { taskRunner } from './kernel/run-task.ts'

export default taskRunner()
