-- All pairs between accounts that likely pairs connect, by component.
SELECT one.component AS component, w.one AS one, w.two AS two, w.bits AS bits, w.against AS against
FROM weighed w
JOIN member one ON one.number = w.one
JOIN member two ON two.number = w.two AND two.component = one.component
ORDER BY one.component, w.bits DESC, w.one, w.two;
