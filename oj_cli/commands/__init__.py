"""One file per verb: read the arguments, call one function, hand the result on."""
