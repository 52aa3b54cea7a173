export { connectedStore } from '../../demo/connectedStore.ts';
