import { sql } from 'drizzle-orm';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import { type LiveWorld, liveWorld } from '../live.ts';
import type { Someone } from '../world.ts';
import { newKey, provenCookie } from './actors.ts';

/**
 * Who may listen where. `yes` = joins, `-` = refused, in the same words for a room that does not exist. Rows are patterns of room
 * names over the scene of `beforeAll`; every declared prefix must be here.
 */
const TABLE = `
                          forgn collg cc  owner manag stream member admin master otherQ otherC
ticket:{ticket}           -     -     yes yes   yes   yes    yes    yes   yes    -      -
ticket:{archived}         -     -     -   -     -     -      -      yes   yes    -      -
ticket:{missing}          -     -     -   -     -     -      -      -     -      -      -
ticket:0                  -     -     -   -     -     -      -      -     -      -      -
ticket:99999999999        -     -     -   -     -     -      -      -     -      -      -
queue:{queue}             -     -     -   -     -     yes    yes    yes   yes    -      yes
queue:{otherQueue}        -     -     -   -     -     -      yes    yes   yes    yes    yes
company-tickets:{home}    -     -     -   -     yes   -      -      -     -      -      -
company-tickets:{away}    -     -     -   -     -     -      -      -     -      -      -
people:staff              yes   yes   yes yes   yes   yes    yes    yes   yes    yes    yes
people:company-{home}     -     yes   yes yes   yes   -      -      -     -      -      -
people:company-{away}     yes   -     -   -     -     -      -      -     -      -      -
staff:everyone            ?     ?     ?   ?     ?     ?      ?      ?     ?      ?      ?
account:{owner}           -     -     -   -     -     -      -      -     -      -      -
session:1                 -     -     -   -     -     -      -      -     -      -      -
company:{home}            -     -     -   -     -     -      -      -     -      -      -
`;
