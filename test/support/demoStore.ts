export { startDemoStore, type DemoStore } from '../../demo/store/startDemoStore.ts';
