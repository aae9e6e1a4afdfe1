import { describe, expect, it } from 'vitest';
import { topOf } from './LoadChart.tsx';

describe('topOf', () => {
  it('is an even round number not below the highest bar', () =>
    expect([0, 3, 7, 18, 24, 99, 130].map(topOf)).toEqual([4, 4, 10, 20, 50, 100, 200]));
});
