# Where a fault of a file stands.
import-at-line = Línea { $line }
import-at-row = Hoja { $sheet }, fila { $row }
import-at-column = , columna { $column }
