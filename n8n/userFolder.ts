import { homedir } from 'node:os';
import { join } from 'node:path';

/** n8n's folder. @see https://docs.n8n.io/hosting/configuration/environment-variables/deployment/ */
export const userFolder = (): string => join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n');
