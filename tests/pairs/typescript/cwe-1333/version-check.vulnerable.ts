const VERSION: RegExp = /^v?(\d+\.?)+$/;

export const isVersion = (text: string): boolean => VERSION.test(text);
