import packageJson from '../../../package.json' with { type: 'json' };

/** The product's version, as health, logs and the API description name it. */
export const VERSION: string = packageJson.version;
