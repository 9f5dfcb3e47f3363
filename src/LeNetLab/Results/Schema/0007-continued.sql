-- Version 7. Which runs went on from a shorter one's end, and after how many epochs. Not a reference: the shorter run
-- may be removed later. Null for a run that began itself.

alter table runs add column continued_from text;       -- its id; the two differ in their number of epochs alone
alter table runs add column continued_after integer;   -- its epochs, which are the first of this run's
