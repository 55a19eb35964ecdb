# The workshop is closed for three weeks.
require ["vacation", "date", "relational", "variables"];

set "workshop" "Our workshop";

# rule:[Summer]
if allof (currentdate :value "ge" "date" "2026-07-13",
          currentdate :value "le" "date" "2026-08-01") {
    vacation :addresses ["workshop@vandermeer-bicycles.example"]
        :from "workshop@vandermeer-bicycles.example"
        :subject "${workshop} is closed until 1 August"
        text:
${workshop} is closed from 13 July until 1 August 2026.

With a flat tyre you can go to our shop, Singel 14, which stays open; or call it:
+31 88 555 0140, on weekdays from 9:00 to 17:00.
.
;
}
