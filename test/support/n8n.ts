export { buildPackage } from '../../demo/n8n/buildPackage.ts';
export { freePort } from '../../demo/n8n/freePort.ts';
export { startN8nProcess, type N8nProcess } from '../../demo/n8n/n8nProcess.ts';
export type { Execution, N8nClient } from '../../demo/n8n/n8nClient.ts';
export { OWNER, startN8n, type N8n } from '../../demo/n8n/startN8n.ts';
export { waitUntil } from '../../demo/n8n/waitUntil.ts';
export { chain, type Workflow, type WorkflowNode } from '../../demo/n8n/workflow.ts';
