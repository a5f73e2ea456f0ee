# Where a fault of a file stands.
import-at-line = Line { $line }
import-at-row = Sheet { $sheet }, row { $row }
import-at-column = , column { $column }
